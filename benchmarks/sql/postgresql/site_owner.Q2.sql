with page as materialized (
  select
    v.site_id, v.id, v.external_id, v.email, v.first_name, v.last_name, v.country, v.ip_address,
    v.os, v.browser, v.geo_country
  from visitor v
  where v.site_id = :site and v.permission_basis is not null and v.restricted_at is null
    and exists (
      select from site s where s.id = :site and s.organization_id = :organization
    )
  order by v.id
  limit :first ::int + 1
),
shown as materialized (
  select
    row_number() over () as n,
    translate(
      encode(convert_to('["cf9f5896","' || v.id || '"]', 'UTF8'), 'base64'), E'+/=\n', '-_'
    ) as cursor,
    row_to_json(z) as node
  from page v
  cross join lateral (
    select
      v.id, v.external_id as "externalId", v.email, v.first_name as "firstName",
      v.last_name as "lastName", v.country, v.ip_address as "ipAddress", v.os, v.browser,
      v.geo_country as "geoCountry",
      json_build_object('edges', array(
        select json_build_object('node', row_to_json(y))
        from (
          select
            c.purpose, c.status, to_char(c.given_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "givenAt"
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
