-- For each notice of the site: what may be shown to visitors whom it binds. Needs `site_known`.
notices as materialized (
  select n.id, n.posted_at, n.binds_at, {announced} as categories
  from notice n
  where n.site_id = (select s.id from site_known s) and n.posted_at <= :now
),
newest as materialized (
  select s.granted, n.categories
  from site_known s, (select * from notices order by posted_at desc, id desc limit 1) n
  where cardinality(s.granted) > 0 and cardinality(n.categories) > 0
),
covered as materialized (
  select
    n.id, n.posted_at, n.binds_at, cardinality(n.categories) > 0 as used,
    a.granted && {external_id} and a.categories && {external_id} and n.categories && {external_id}
      as external_id,
    a.granted && {email} and a.categories && {email} and n.categories && {email} as email,
    a.granted && {first} and a.categories && {first} and n.categories && {first} as first_name,
    a.granted && {last} and a.categories && {last} and n.categories && {last} as last_name,
    a.granted && {phone} and a.categories && {phone} and n.categories && {phone} as phone,
    a.granted && {country} and a.categories && {country} and n.categories && {country} as country,
    a.granted && {ip} and a.categories && {ip} and n.categories && {ip} as ip_address,
    a.granted && {device} and a.categories && {device} and n.categories && {device} as device,
    a.granted && {geo} and a.categories && {geo} and n.categories && {geo} as geo,
    a.granted && {consent} and a.categories && {consent} and n.categories && {consent} as consent
  from newest a, notices n
)
