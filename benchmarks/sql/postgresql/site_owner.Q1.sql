select row_to_json(z)::text
from (
  select
    v.id, v.external_id as "externalId", v.email, v.first_name as "firstName",
    v.last_name as "lastName", v.phone, v.country, v.ip_address as "ipAddress",
    v.device_type as "deviceType", v.os, v.browser, v.geo_country as "geoCountry",
    json_build_object('nodes', array(
      select row_to_json(y)
      from (
        select c.purpose, c.status, to_char(c.given_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "givenAt"
        from consent c
        where c.site_id = v.site_id and c.visitor_id = v.id
        order by c.id
        limit 10
      ) y
    )) as consents
  from visitor v
  join site s on s.id = v.site_id
  where v.id = :id and s.organization_id = :organization
    and v.permission_basis is not null and v.restricted_at is null
) z
