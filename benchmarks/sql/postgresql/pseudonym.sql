encode(
  sha256(
    :outer_pad ::bytea || sha256(:inner_pad ::bytea || convert_to(v.external_id, 'UTF8'))
  ),
  'hex'
)
