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
select row_to_json(z)::text
from (
  select
    v.id,
    case when k.external_id then {pseudonym} end as "externalId",
    case when k.email then v.email end as email,
    case when k.first_name then v.first_name end as "firstName",
    case when k.last_name then v.last_name end as "lastName",
    case when k.phone then v.phone end as phone,
    case when k.country then v.country end as country,
    case when k.ip_address then v.ip_address end as "ipAddress",
    case when k.device then v.device_type end as "deviceType",
    case when k.device then v.os end as os,
    case when k.device then v.browser end as browser,
    case when k.geo then v.geo_country end as "geoCountry",
    json_build_object('nodes', array(
      select row_to_json(y)
      from (
        select
          case when k.consent then c.purpose end as purpose,
          case when k.consent then c.status end as status,
          case when k.consent then to_char(c.given_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end
            as "givenAt"
        from consent c
        where c.site_id = v.site_id and c.visitor_id = v.id
        order by c.id
        limit 10
      ) y
    )) as consents
  from found v
  join lateral (
    select *
    from covered n
    where v.created_at > n.posted_at or n.binds_at <= :now
    order by n.posted_at desc, n.id desc
    limit 1
  ) k on k.used
  where v.restricted_at is null and not {opted_out} and {consented}
) z
