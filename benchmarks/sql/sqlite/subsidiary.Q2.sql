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
  cross join covered k
  where v.site_id = :site and v.restricted_at is null
    and k.used and k.id = (
      select n.id
      from covered n
      where v.created_at > n.posted_at or n.binds_at <= :now
      order by n.posted_at desc, n.id desc
      limit 1
    )
    and not {opted_out} and {consented}
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
        'externalId', case when k.external_id then {pseudonym} end,
        'email', case when k.email then v.email end,
        'firstName', case when k.first_name then v.first_name end,
        'lastName', case when k.last_name then v.last_name end,
        'country', case when k.country then v.country end,
        'ipAddress', case when k.ip_address then v.ip_address end,
        'os', case when k.device then v.os end,
        'browser', case when k.device then v.browser end,
        'geoCountry', case when k.geo then v.geo_country end,
        'consents', json_object('edges', (
          select json_group_array(json_object('node', json_object(
            'purpose', case when k.consent then c.purpose end,
            'status', case when k.consent then c.status end,
            'givenAt', case when k.consent then c.given_at end
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
    cross join covered k on k.id = v.notice_id
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
