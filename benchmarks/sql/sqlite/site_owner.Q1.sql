select json_object(
  'id', v.id,
  'externalId', v.external_id,
  'email', v.email,
  'firstName', v.first_name,
  'lastName', v.last_name,
  'phone', v.phone,
  'country', v.country,
  'ipAddress', v.ip_address,
  'deviceType', v.device_type,
  'os', v.os,
  'browser', v.browser,
  'geoCountry', v.geo_country,
  'consents', json_object('nodes', (
    select json_group_array(
      json_object('purpose', c.purpose, 'status', c.status, 'givenAt', c.given_at)
    )
    from (
      select * from consent c
      where c.site_id = v.site_id and c.visitor_id = v.id
      order by c.id
      limit 10
    ) c
  ))
)
from visitor v
join site s on s.id = v.site_id
where v.id = :id and s.organization_id = :organization
  and v.permission_basis is not null and v.restricted_at is null
