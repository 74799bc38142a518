with page as materialized (
  select
    v.site_id, v.id, v.external_id, v.email, v.first_name, v.last_name, v.country, v.ip_address,
    v.os, v.browser, v.geo_country
  from visitor v
  where v.site_id = :site and v.permission_basis is not null and v.restricted_at is null
    and exists (select 1 from site s where s.id = :site and s.organization_id = :organization)
  order by v.id
  limit :first + 1
),
numbered as materialized (
  select row_number() over () as n, p.* from page p
)
select json_object(
  'edges', (
    select json_group_array(json_object(
      'cursor', base64url('["cf9f5896","' || v.id || '"]'),
      'node', json_object(
        'id', v.id,
        'externalId', v.external_id,
        'email', v.email,
        'firstName', v.first_name,
        'lastName', v.last_name,
        'country', v.country,
        'ipAddress', v.ip_address,
        'os', v.os,
        'browser', v.browser,
        'geoCountry', v.geo_country,
        'consents', json_object('edges', (
          select json_group_array(json_object('node', json_object(
            'purpose', c.purpose, 'status', c.status, 'givenAt', c.given_at
          )))
          from (
            select * from consent c
            where c.site_id = v.site_id and c.visitor_id = v.id
            order by c.id
            limit 3
          ) c
        ))
      )
    ))
    from numbered v
    where v.n <= :first
  ),
  'pageInfo', json_object(
    'hasNextPage', json(case when (select count(*) from page) > :first then 'true' else 'false' end),
    'endCursor', (
      select base64url('["cf9f5896","' || v.id || '"]')
      from numbered v where v.n <= :first order by v.n desc limit 1
    )
  )
)
