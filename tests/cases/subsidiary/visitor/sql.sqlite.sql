WITH guard AS MATERIALIZED (
  SELECT coalesce((
    SELECT CASE WHEN (access_token.revoked_at IS NOT NULL) THEN 'revoked' WHEN (access_token.expires_at <= :now) THEN 'expired' WHEN (organization.disabled_at IS NOT NULL) THEN 'disabled' WHEN (EXISTS (
      SELECT *
      FROM app_user
      WHERE app_user.id = access_token.user_id
      AND app_user.disabled_at IS NOT NULL
    )) THEN 'disabled' WHEN (NOT (EXISTS (
      SELECT *
      FROM policy_revision
      WHERE policy_revision.active = 1
      AND policy_revision.revision = :revision
    ))) THEN 'stale' ELSE 'ok' END AS anon_1
    FROM access_token
    JOIN organization ON organization.id = access_token.organization_id
    WHERE access_token.id = :token
  ), 'unknown') AS verdict
), granted AS MATERIALIZED (
  SELECT sharing_grant.site_id AS site_id, name_of.value AS category
  FROM sharing_grant LEFT OUTER
  JOIN json_each(sharing_grant.categories) AS name_of ON 1 = 1
  WHERE sharing_grant.site_id IS NOT NULL
  AND sharing_grant.recipient_id = :organization
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= :now
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > :now)
  AND (EXISTS (
    SELECT name_of.value
    FROM json_each(sharing_grant.purposes) AS name_of
    WHERE name_of.value IN ('analytics', 'analytics.reporting')
  )) UNION ALL
  SELECT site.id AS id, name_of.value AS category
  FROM site
  JOIN (sharing_grant LEFT OUTER
  JOIN json_each(sharing_grant.categories) AS name_of ON 1 = 1) ON sharing_grant.grantor_id = site.organization_id
  WHERE sharing_grant.site_id IS NULL
  AND sharing_grant.recipient_id = :organization
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= :now
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > :now)
  AND (EXISTS (
    SELECT name_of.value
    FROM json_each(sharing_grant.purposes) AS name_of
    WHERE name_of.value IN ('analytics', 'analytics.reporting')
  ))
), l1 AS MATERIALIZED (
  SELECT m1.id AS id, m1.site_id AS site_id, m1.created_at AS created_at, m1.external_id AS external_id, m1.email AS email, m1.first_name AS first_name, m1.last_name AS last_name, m1.phone AS phone, m1.street_address AS street_address, m1.city AS city, m1.region AS region, m1.postal_code AS postal_code, m1.country AS country, m1.social_network AS social_network, m1.social_handle AS social_handle, m1.ip_address AS ip_address, m1.device_type AS device_type, m1.hardware AS hardware, m1.os AS os, m1.browser AS browser, m1.device_id AS device_id, m1.mac_address AS mac_address, m1.geo_country AS geo_country, m1.geo_region AS geo_region, m1.geo_city AS geo_city, m1.latitude_e6 AS latitude_e6, m1.longitude_e6 AS longitude_e6, m1.gender AS gender, m1.birth_year AS birth_year, m1.first_seen_at AS first_seen_at, m1.last_seen_at AS last_seen_at, m1.visit_count AS visit_count, m1.n AS n, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.unique_id ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.unique_id ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.unique_id ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.unique_id ') > 0, 0) = 1 AS h0, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.contact ') > 0 OR instr(m1.c1, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.contact ') > 0 OR instr(m1.c2, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.contact ') > 0 OR instr(m1.c3, ' user.contact.email ') > 0, 0) = 1 AS h1, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.name ') > 0 OR instr(m1.c0, ' user.name.first ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' profile ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.name ') > 0 OR instr(m1.c1, ' user.name.first ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' profile ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.name ') > 0 OR instr(m1.c2, ' user.name.first ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' profile ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.name ') > 0 OR instr(m1.c3, ' user.name.first ') > 0, 0) = 1 AS h2, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.name ') > 0 OR instr(m1.c0, ' user.name.last ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' profile ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.name ') > 0 OR instr(m1.c1, ' user.name.last ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' profile ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.name ') > 0 OR instr(m1.c2, ' user.name.last ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' profile ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.name ') > 0 OR instr(m1.c3, ' user.name.last ') > 0, 0) = 1 AS h3, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.phone_number ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' profile ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.contact ') > 0 OR instr(m1.c1, ' user.contact.phone_number ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' profile ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.contact ') > 0 OR instr(m1.c2, ' user.contact.phone_number ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' profile ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.contact ') > 0 OR instr(m1.c3, ' user.contact.phone_number ') > 0, 0) = 1 AS h4, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.address ') > 0 OR instr(m1.c0, ' user.contact.address.street ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' profile ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.contact ') > 0 OR instr(m1.c1, ' user.contact.address ') > 0 OR instr(m1.c1, ' user.contact.address.street ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' profile ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.contact ') > 0 OR instr(m1.c2, ' user.contact.address ') > 0 OR instr(m1.c2, ' user.contact.address.street ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' profile ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.contact ') > 0 OR instr(m1.c3, ' user.contact.address ') > 0 OR instr(m1.c3, ' user.contact.address.street ') > 0, 0) = 1 AS h5, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.address ') > 0 OR instr(m1.c0, ' user.contact.address.city ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' profile ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.contact ') > 0 OR instr(m1.c1, ' user.contact.address ') > 0 OR instr(m1.c1, ' user.contact.address.city ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' profile ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.contact ') > 0 OR instr(m1.c2, ' user.contact.address ') > 0 OR instr(m1.c2, ' user.contact.address.city ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' profile ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.contact ') > 0 OR instr(m1.c3, ' user.contact.address ') > 0 OR instr(m1.c3, ' user.contact.address.city ') > 0, 0) = 1 AS h6, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.address ') > 0 OR instr(m1.c0, ' user.contact.address.state ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' profile ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.contact ') > 0 OR instr(m1.c1, ' user.contact.address ') > 0 OR instr(m1.c1, ' user.contact.address.state ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' profile ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.contact ') > 0 OR instr(m1.c2, ' user.contact.address ') > 0 OR instr(m1.c2, ' user.contact.address.state ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' profile ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.contact ') > 0 OR instr(m1.c3, ' user.contact.address ') > 0 OR instr(m1.c3, ' user.contact.address.state ') > 0, 0) = 1 AS h7, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.address ') > 0 OR instr(m1.c0, ' user.contact.address.postal_code ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' profile ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.contact ') > 0 OR instr(m1.c1, ' user.contact.address ') > 0 OR instr(m1.c1, ' user.contact.address.postal_code ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' profile ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.contact ') > 0 OR instr(m1.c2, ' user.contact.address ') > 0 OR instr(m1.c2, ' user.contact.address.postal_code ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' profile ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.contact ') > 0 OR instr(m1.c3, ' user.contact.address ') > 0 OR instr(m1.c3, ' user.contact.address.postal_code ') > 0, 0) = 1 AS h8, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.address ') > 0 OR instr(m1.c0, ' user.contact.address.country ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' profile ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.contact ') > 0 OR instr(m1.c1, ' user.contact.address ') > 0 OR instr(m1.c1, ' user.contact.address.country ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' profile ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.contact ') > 0 OR instr(m1.c2, ' user.contact.address ') > 0 OR instr(m1.c2, ' user.contact.address.country ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' profile ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.contact ') > 0 OR instr(m1.c3, ' user.contact.address ') > 0 OR instr(m1.c3, ' user.contact.address.country ') > 0, 0) = 1 AS h9, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.social ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' profile ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.social ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' profile ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.social ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' profile ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.social ') > 0, 0) = 1 AS h10, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user.device.ip_address ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.device ') > 0 OR instr(m1.c1, ' user.device.ip_address ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.device ') > 0 OR instr(m1.c2, ' user.device.ip_address ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.device ') > 0 OR instr(m1.c3, ' user.device.ip_address ') > 0 OR instr(m1.c3, ' user_data ') > 0, 0) = 1 AS h11, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.device ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.device ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.device ') > 0 OR instr(m1.c3, ' user_data ') > 0, 0) = 1 AS h12, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user.device.device_id ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.device ') > 0 OR instr(m1.c1, ' user.device.device_id ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.device ') > 0 OR instr(m1.c2, ' user.device.device_id ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.device ') > 0 OR instr(m1.c3, ' user.device.device_id ') > 0 OR instr(m1.c3, ' user_data ') > 0, 0) = 1 AS h13, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.location ') > 0 OR instr(m1.c0, ' user.location.imprecise ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.location ') > 0 OR instr(m1.c1, ' user.location.imprecise ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.location ') > 0 OR instr(m1.c2, ' user.location.imprecise ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.location ') > 0 OR instr(m1.c3, ' user.location.imprecise ') > 0 OR instr(m1.c3, ' user_data ') > 0, 0) = 1 AS h14, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.location ') > 0 OR instr(m1.c0, ' user.location.precise ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.location ') > 0 OR instr(m1.c1, ' user.location.precise ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.location ') > 0 OR instr(m1.c2, ' user.location.precise ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.location ') > 0 OR instr(m1.c3, ' user.location.precise ') > 0 OR instr(m1.c3, ' user_data ') > 0, 0) = 1 AS h15, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.demographic ') > 0 OR instr(m1.c0, ' user.demographic.gender ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.demographic ') > 0 OR instr(m1.c1, ' user.demographic.gender ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.demographic ') > 0 OR instr(m1.c2, ' user.demographic.gender ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.demographic ') > 0 OR instr(m1.c3, ' user.demographic.gender ') > 0 OR instr(m1.c3, ' user_data ') > 0, 0) = 1 AS h16, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.demographic ') > 0 OR instr(m1.c0, ' user.demographic.date_of_birth ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.demographic ') > 0 OR instr(m1.c1, ' user.demographic.date_of_birth ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.demographic ') > 0 OR instr(m1.c2, ' user.demographic.date_of_birth ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.demographic ') > 0 OR instr(m1.c3, ' user.demographic.date_of_birth ') > 0 OR instr(m1.c3, ' user_data ') > 0, 0) = 1 AS h17, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.demographic ') > 0 OR instr(m1.c0, ' user.demographic.age_range ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.demographic ') > 0 OR instr(m1.c1, ' user.demographic.age_range ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.demographic ') > 0 OR instr(m1.c2, ' user.demographic.age_range ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.demographic ') > 0 OR instr(m1.c3, ' user.demographic.age_range ') > 0 OR instr(m1.c3, ' user_data ') > 0, 0) = 1 AS h18, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.behavior ') > 0 OR instr(m1.c0, ' user.behavior.browsing_history ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.behavior ') > 0 OR instr(m1.c1, ' user.behavior.browsing_history ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.behavior ') > 0 OR instr(m1.c2, ' user.behavior.browsing_history ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.behavior ') > 0 OR instr(m1.c3, ' user.behavior.browsing_history ') > 0, 0) = 1 AS h19, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.privacy_preferences ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.privacy_preferences ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.privacy_preferences ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.privacy_preferences ') > 0, 0) = 1 AS h20
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.created_at AS created_at, p1.external_id AS external_id, p1.email AS email, p1.first_name AS first_name, p1.last_name AS last_name, p1.phone AS phone, p1.street_address AS street_address, p1.city AS city, p1.region AS region, p1.postal_code AS postal_code, p1.country AS country, p1.social_network AS social_network, p1.social_handle AS social_handle, p1.ip_address AS ip_address, p1.device_type AS device_type, p1.hardware AS hardware, p1.os AS os, p1.browser AS browser, p1.device_id AS device_id, p1.mac_address AS mac_address, p1.geo_country AS geo_country, p1.geo_region AS geo_region, p1.geo_city AS geo_city, p1.latitude_e6 AS latitude_e6, p1.longitude_e6 AS longitude_e6, p1.gender AS gender, p1.birth_year AS birth_year, p1.first_seen_at AS first_seen_at, p1.last_seen_at AS last_seen_at, p1.visit_count AS visit_count, row_number() OVER () AS n, (
      SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_1
      FROM granted
      WHERE granted.site_id = p1.site_id
    ) AS c0, (
      SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_2
      FROM notice_use
      WHERE notice_use.site_id = p1.site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.site_id
        AND notice.posted_at <= :now
        AND (notice.posted_at < p1.created_at OR notice.binds_at <= :now)
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c1, (
      SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_3
      FROM notice_use
      WHERE notice_use.site_id = p1.site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.site_id
        AND notice.posted_at <= :now
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c2, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > :now)
        AND (:is_operator = 1 OR p1.site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = :organization
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > :now)
        AND (EXISTS (
          SELECT name_of.value
          FROM json_each(consent.recipients) AS name_of
          WHERE name_of.value = :kind
        ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
        AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
        FROM consent
        WHERE consent.site_id = p1.site_id
        AND consent.visitor_id = p1.id
        AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c3
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, t1.created_at AS created_at, t1.external_id AS external_id, t1.email AS email, t1.first_name AS first_name, t1.last_name AS last_name, t1.phone AS phone, t1.street_address AS street_address, t1.city AS city, t1.region AS region, t1.postal_code AS postal_code, t1.country AS country, t1.social_network AS social_network, t1.social_handle AS social_handle, t1.ip_address AS ip_address, t1.device_type AS device_type, t1.hardware AS hardware, t1.os AS os, t1.browser AS browser, t1.device_id AS device_id, t1.mac_address AS mac_address, t1.geo_country AS geo_country, t1.geo_region AS geo_region, t1.geo_city AS geo_city, t1.latitude_e6 AS latitude_e6, t1.longitude_e6 AS longitude_e6, t1.gender AS gender, t1.birth_year AS birth_year, t1.first_seen_at AS first_seen_at, t1.last_seen_at AS last_seen_at, t1.visit_count AS visit_count
      FROM visitor AS t1
      WHERE t1.restricted_at IS NULL
      AND t1.site_id IN (
        SELECT granted.site_id
        FROM granted
      )
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out. "key" = t1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out. "key" = t1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = t1.site_id
        AND visitor_alias.visitor_id = t1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out. "key" = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = t1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = :kind
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
      ORDER BY t1.id ASC
      LIMIT :v0
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visitor AS t1
  WHERE t1.restricted_at IS NULL
  AND t1.site_id IN (
    SELECT granted.site_id
    FROM granted
  )
  AND (
    SELECT 1
    FROM notice_use
    WHERE notice_use.site_id = t1.site_id
    AND notice_use.notice_id = (
      SELECT notice.id
      FROM notice
      WHERE notice.site_id = t1.site_id
      AND notice.posted_at <= :now
      AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
      ORDER BY notice.posted_at DESC, notice.id DESC
      LIMIT 1
    )
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    LIMIT 1
  ) IS NOT NULL
  AND (
    SELECT 1
    FROM notice_use
    WHERE notice_use.site_id = t1.site_id
    AND notice_use.notice_id = (
      SELECT notice.id
      FROM notice
      WHERE notice.site_id = t1.site_id
      AND notice.posted_at <= :now
      ORDER BY notice.posted_at DESC, notice.id DESC
      LIMIT 1
    )
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    LIMIT 1
  ) IS NOT NULL
  AND NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out. "key" = t1.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out. "key" = t1.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t1.site_id
    AND visitor_alias.visitor_id = t1.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out. "key" = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
  )))
  AND (
    SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
      SELECT 1
      FROM notice_use
      WHERE notice_use.site_id = t1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      LIMIT 1
    ) END) = 1
    AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_1
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'externalId', CASE WHEN l1.h0 THEN hmac_hex(l1.external_id, :inner_e41f0001b872, :outer_e41f0001b872) ELSE NULL END, 'identifiers', NULL, 'createdAt', NULL, 'updatedAt', NULL, 'email', CASE WHEN l1.h1 THEN l1.email ELSE NULL END, 'firstName', CASE WHEN l1.h2 THEN l1.first_name ELSE NULL END, 'lastName', CASE WHEN l1.h3 THEN l1.last_name ELSE NULL END, 'phone', CASE WHEN l1.h4 THEN l1.phone ELSE NULL END, 'streetAddress', CASE WHEN l1.h5 THEN l1.street_address ELSE NULL END, 'city', CASE WHEN l1.h6 THEN l1.city ELSE NULL END, 'region', CASE WHEN l1.h7 THEN l1.region ELSE NULL END, 'postalCode', CASE WHEN l1.h8 THEN l1.postal_code ELSE NULL END, 'country', CASE WHEN l1.h9 THEN l1.country ELSE NULL END, 'socialNetwork', CASE WHEN l1.h10 THEN l1.social_network ELSE NULL END, 'socialHandle', CASE WHEN l1.h10 THEN l1.social_handle ELSE NULL END, 'ipAddress', CASE WHEN l1.h11 THEN l1.ip_address ELSE NULL END, 'deviceType', CASE WHEN l1.h12 THEN l1.device_type ELSE NULL END, 'hardware', CASE WHEN l1.h12 THEN l1.hardware ELSE NULL END, 'os', CASE WHEN l1.h12 THEN l1.os ELSE NULL END, 'browser', CASE WHEN l1.h12 THEN l1.browser ELSE NULL END, 'deviceId', CASE WHEN l1.h13 THEN l1.device_id ELSE NULL END, 'macAddress', CASE WHEN l1.h13 THEN l1.mac_address ELSE NULL END, 'geoCountry', CASE WHEN l1.h14 THEN l1.geo_country ELSE NULL END, 'geoRegion', CASE WHEN l1.h14 THEN l1.geo_region ELSE NULL END, 'geoCity', CASE WHEN l1.h14 THEN l1.geo_city ELSE NULL END, 'latitude', CASE WHEN l1.h15 THEN CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END ELSE NULL END, 'longitude', CASE WHEN l1.h15 THEN CASE WHEN (l1.longitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.longitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.longitude_e6) / 1000000, abs(l1.longitude_e6) % 1000000)) END ELSE NULL END, 'gender', CASE WHEN l1.h16 THEN l1.gender ELSE NULL END, 'birthYear', CASE WHEN l1.h17 THEN l1.birth_year ELSE NULL END, 'ageBand', CASE WHEN l1.h18 THEN CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN (:year - l1.birth_year < 18) THEN 'UNDER_18' WHEN (:year - l1.birth_year < 25) THEN '18_24' WHEN (:year - l1.birth_year < 35) THEN '25_34' WHEN (:year - l1.birth_year < 45) THEN '35_44' WHEN (:year - l1.birth_year < 55) THEN '45_54' WHEN (:year - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END ELSE NULL END, 'preferences', NULL, 'firstSeenAt', CASE WHEN l1.h19 THEN l1.first_seen_at ELSE NULL END, 'lastSeenAt', CASE WHEN l1.h19 THEN l1.last_seen_at ELSE NULL END, 'visitCount', CASE WHEN l1.h19 THEN l1.visit_count ELSE NULL END, 'withheld', CASE WHEN l1.h20 THEN (
    SELECT json_group_array(present.value) AS json_group_array_2
    FROM json_each(json_array(CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.externalId' END, CASE WHEN l1.h1 THEN NULL ELSE 'Visitor.email' END, CASE WHEN l1.h2 THEN NULL ELSE 'Visitor.firstName' END, CASE WHEN l1.h3 THEN NULL ELSE 'Visitor.lastName' END, CASE WHEN l1.h4 THEN NULL ELSE 'Visitor.phone' END, CASE WHEN l1.h5 THEN NULL ELSE 'Visitor.streetAddress' END, CASE WHEN l1.h6 THEN NULL ELSE 'Visitor.city' END, CASE WHEN l1.h7 THEN NULL ELSE 'Visitor.region' END, CASE WHEN l1.h8 THEN NULL ELSE 'Visitor.postalCode' END, CASE WHEN l1.h9 THEN NULL ELSE 'Visitor.country' END, CASE WHEN l1.h10 THEN NULL ELSE 'Visitor.socialNetwork' END, CASE WHEN l1.h10 THEN NULL ELSE 'Visitor.socialHandle' END, CASE WHEN l1.h11 THEN NULL ELSE 'Visitor.ipAddress' END, CASE WHEN l1.h12 THEN NULL ELSE 'Visitor.deviceType' END, CASE WHEN l1.h12 THEN NULL ELSE 'Visitor.hardware' END, CASE WHEN l1.h12 THEN NULL ELSE 'Visitor.os' END, CASE WHEN l1.h12 THEN NULL ELSE 'Visitor.browser' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.deviceId' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.macAddress' END, CASE WHEN l1.h14 THEN NULL ELSE 'Visitor.geoCountry' END, CASE WHEN l1.h14 THEN NULL ELSE 'Visitor.geoRegion' END, CASE WHEN l1.h14 THEN NULL ELSE 'Visitor.geoCity' END, CASE WHEN l1.h15 THEN NULL ELSE 'Visitor.latitude' END, CASE WHEN l1.h15 THEN NULL ELSE 'Visitor.longitude' END, CASE WHEN l1.h16 THEN NULL ELSE 'Visitor.gender' END, CASE WHEN l1.h17 THEN NULL ELSE 'Visitor.birthYear' END, CASE WHEN l1.h18 THEN NULL ELSE 'Visitor.ageBand' END, CASE WHEN l1.h19 THEN NULL ELSE 'Visitor.firstSeenAt' END, CASE WHEN l1.h19 THEN NULL ELSE 'Visitor.lastSeenAt' END, CASE WHEN l1.h19 THEN NULL ELSE 'Visitor.visitCount' END, CASE WHEN l1.h20 THEN NULL ELSE 'Visitor.withheld' END)) AS present
    WHERE present.value IS NOT NULL
  ) ELSE NULL END, 'site', (
    SELECT json_object('id', l2.id, 'domain', l2.domain) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.domain AS domain
      FROM site AS t2
      WHERE t2.id = l1.site_id
      AND t2.id IN (
        SELECT granted.site_id
        FROM granted
      )
      LIMIT 1
    ) AS l2
  ), 'visits', json_object('totalCount', (
    SELECT count(*) AS count_2
    FROM visit AS t3
    WHERE t3.visitor_id = l1.id
    AND t3.site_id = l1.site_id
  ), 'nodes', (
    SELECT json_group_array(json_object('id', l4.id, 'at', CASE WHEN l1.h19 THEN l4.at ELSE NULL END, 'path', CASE WHEN l1.h19 THEN l4.path ELSE NULL END)) AS json_group_array_3
    FROM (
      SELECT p4.id AS id, p4.at AS at, p4.path AS path, row_number() OVER () AS n
      FROM (
        SELECT t4.id AS id, t4.at AS at, t4.path AS path
        FROM visit AS t4
        WHERE t4.visitor_id = l1.id
        AND t4.site_id = l1.site_id
        ORDER BY t4.id DESC
        LIMIT :v1
      ) AS p4
      ORDER BY n DESC
    ) AS l4
  )), 'consents', json_object('nodes', (
    SELECT json_group_array(json_object('id', l5.id, 'purpose', CASE WHEN l1.h20 THEN l5.purpose ELSE NULL END, 'status', CASE WHEN l1.h20 THEN l5.status ELSE NULL END)) AS json_group_array_4
    FROM (
      SELECT t5.id AS id, t5.purpose AS purpose, t5.status AS status
      FROM consent AS t5
      WHERE t5.visitor_id = l1.id
      AND t5.site_id = l1.site_id
      ORDER BY t5.id ASC
      LIMIT :v2
    ) AS l5
  )), 'cookies', NULL)) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_3
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.external_id IS NOT NULL) THEN '9' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN CASE WHEN (l1.first_name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h3 THEN CASE WHEN (l1.last_name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h4 THEN CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h5 THEN CASE WHEN (l1.street_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h6 THEN CASE WHEN (l1.city IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h7 THEN CASE WHEN (l1.region IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h8 THEN CASE WHEN (l1.postal_code IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h9 THEN CASE WHEN (l1.country IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h10 THEN CASE WHEN (l1.social_network IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h10 THEN CASE WHEN (l1.social_handle IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h11 THEN CASE WHEN (l1.ip_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h12 THEN CASE WHEN (l1.device_type IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h12 THEN CASE WHEN (l1.hardware IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h12 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h12 THEN CASE WHEN (l1.browser IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.device_id IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.mac_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h14 THEN CASE WHEN (l1.geo_country IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h14 THEN CASE WHEN (l1.geo_region IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h14 THEN CASE WHEN (l1.geo_city IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h15 THEN CASE WHEN (l1.latitude_e6 IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h15 THEN CASE WHEN (l1.longitude_e6 IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h16 THEN CASE WHEN (l1.gender IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h17 THEN CASE WHEN (l1.birth_year IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h18 THEN CASE WHEN (CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN (:year - l1.birth_year < 18) THEN 'UNDER_18' WHEN (:year - l1.birth_year < 25) THEN '18_24' WHEN (:year - l1.birth_year < 35) THEN '25_34' WHEN (:year - l1.birth_year < 45) THEN '35_44' WHEN (:year - l1.birth_year < 55) THEN '45_54' WHEN (:year - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h19 THEN CASE WHEN (l1.first_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h19 THEN CASE WHEN (l1.last_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h19 THEN CASE WHEN (l1.visit_count IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h20 THEN '1' ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_4
        FROM (
          SELECT CASE WHEN l1.h19 THEN CASE WHEN (l6.at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h19 THEN CASE WHEN (l6.path IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1
          FROM (
            SELECT p6.at AS at, p6.path AS path, row_number() OVER () AS n
            FROM (
              SELECT t6.at AS at, t6.path AS path
              FROM visit AS t6
              WHERE t6.visitor_id = l1.id
              AND t6.site_id = l1.site_id
              ORDER BY t6.id DESC
              LIMIT :v1
            ) AS p6
            ORDER BY n DESC
          ) AS l6
        ) AS signed
      ) || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_5
        FROM (
          SELECT CASE WHEN l1.h20 THEN CASE WHEN (l7.purpose IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h20 THEN CASE WHEN (l7.status IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1
          FROM (
            SELECT t7.purpose AS purpose, t7.status AS status
            FROM consent AS t7
            WHERE t7.visitor_id = l1.id
            AND t7.site_id = l1.site_id
            ORDER BY t7.id ASC
            LIMIT :v2
          ) AS l7
        ) AS signed
      ) AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
