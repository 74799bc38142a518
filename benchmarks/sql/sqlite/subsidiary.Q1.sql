with found as materialized (
  select
    v.site_id, v.id, v.created_at, v.email_sha256, v.restricted_at, v.external_id, v.email,
    v.first_name, v.last_name, v.phone, v.country, v.ip_address, v.device_type, v.os, v.browser,
    v.geo_country
  from visitor v
  where v.id = :id
),
site_known as materialized (
  select s.id, {granted} as granted
  from site s
  where s.id = (select site_id from found)
),
{covered}
select json_object(
  'id', v.id,
  'externalId', case when k.external_id then {pseudonym} end,
  'email', case when k.email then v.email end,
  'firstName', case when k.first_name then v.first_name end,
  'lastName', case when k.last_name then v.last_name end,
  'phone', case when k.phone then v.phone end,
  'country', case when k.country then v.country end,
  'ipAddress', case when k.ip_address then v.ip_address end,
  'deviceType', case when k.device then v.device_type end,
  'os', case when k.device then v.os end,
  'browser', case when k.device then v.browser end,
  'geoCountry', case when k.geo then v.geo_country end,
  'consents', json_object('nodes', (
    select json_group_array(json_object(
      'purpose', case when k.consent then c.purpose end,
      'status', case when k.consent then c.status end,
      'givenAt', case when k.consent then c.given_at end
    ))
    from (
      select * from consent c
      where c.site_id = v.site_id and c.visitor_id = v.id
      order by c.id
      limit 10
    ) c
  ))
)
from found v
join covered k on k.used and k.id = (
  select n.id
  from covered n
  where v.created_at > n.posted_at or n.binds_at <= :now
  order by n.posted_at desc, n.id desc
  limit 1
)
where v.restricted_at is null and not {opted_out} and {consented}
