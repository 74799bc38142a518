-- v has opted out: itself, its address or one of its cookies, here or everywhere.
(
  exists (
    select 1 from opt_out o
    where o.kind = 'visitor' and o.key = v.id and (o.site_id is null or o.site_id = v.site_id)
  )
  or exists (
    select 1 from opt_out o
    where o.kind = 'address' and o.key = v.email_sha256
      and (o.site_id is null or o.site_id = v.site_id)
  )
  or exists (
    select 1 from visitor_alias a join opt_out o on o.key = a.value
    where a.site_id = v.site_id and a.visitor_id = v.id and a.kind = 'cookie'
      and o.kind = 'cookie' and (o.site_id is null or o.site_id = v.site_id)
  )
)
