hmac_hex(v.external_id, :inner_pad, :outer_pad)
