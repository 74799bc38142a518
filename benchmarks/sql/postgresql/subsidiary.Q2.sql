with site_known as materialized (
  select s.id, {granted} as granted
  from site s
  where s.id = :site
),
{covered},
page as materialized (
  select
    v.site_id, v.id, v.external_id, v.email, v.first_name, v.last_name, v.country, v.ip_address,
    v.os, v.browser, v.geo_country, k.id as notice_id
  from visitor v
  cross join lateral (
    select n.id, n.used
    from covered n
    where v.created_at > n.posted_at or n.binds_at <= :now
    order by n.posted_at desc, n.id desc
    limit 1
  ) k
  where v.site_id = :site and k.used and v.restricted_at is null
    and not {opted_out} and {consented}
  order by v.id
  limit :first ::int + 1
),
shown as materialized (
  select
    row_number() over () as n,
    v.id,
    translate(
      encode(convert_to('["cf9f5896","' || v.id || '"]', 'UTF8'), 'base64'), E'+/=\n', '-_'
    ) as cursor,
    row_to_json(z) as node
  from page v
  join covered k on k.id = v.notice_id
  cross join lateral (
    select
      v.id,
      case when k.external_id then {pseudonym} end as "externalId",
      case when k.email then v.email end as email,
      case when k.first_name then v.first_name end as "firstName",
      case when k.last_name then v.last_name end as "lastName",
      case when k.country then v.country end as country,
      case when k.ip_address then v.ip_address end as "ipAddress",
      case when k.device then v.os end as os,
      case when k.device then v.browser end as browser,
      case when k.geo then v.geo_country end as "geoCountry",
      json_build_object('edges', array(
        select json_build_object('node', row_to_json(y))
        from (
          select
            case when k.consent then c.purpose end as purpose,
            case when k.consent then c.status end as status,
            case when k.consent then to_char(c.given_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end
              as "givenAt"
          from consent c
          where c.site_id = v.site_id and c.visitor_id = v.id
          order by c.id
          limit 3
        ) y
      )) as consents
  ) z
)
select json_build_object(
  'edges', array(
    select row_to_json(e) from (select cursor, node from shown where n <= :first ::int order by n) e
  ),
  'pageInfo', json_build_object(
    'hasNextPage', (select count(*) > :first ::int from page),
    'endCursor', (select cursor from shown where n <= :first ::int order by n desc limit 1)
  )
)::text
