-- For each notice of the site: what may be shown to visitors whom it binds. Needs `site_known`.
notices as materialized (
  select n.id, n.posted_at, n.binds_at, {announced} as categories
  from notice n
  where n.site_id = (select s.id from site_known s) and n.posted_at <= :now
),
newest as materialized (
  select s.granted, n.categories
  from site_known s, (select * from notices order by posted_at desc, id desc limit 1) n
  where s.granted is not null and n.categories is not null
),
covered as materialized (
  select
    n.id, n.posted_at, n.binds_at, n.categories is not null as used,
    {external_id} as external_id, {email} as email, {first} as first_name, {last} as last_name,
    {phone} as phone, {country} as country, {ip} as ip_address, {device} as device, {geo} as geo,
    {consent} as consent
  from newest a, notices n
)
