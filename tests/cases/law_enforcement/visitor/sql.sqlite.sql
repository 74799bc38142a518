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
), l1 AS MATERIALIZED (
  SELECT t1.id AS id, t1.external_id AS external_id, t1.site_id AS site_id, t1.created_at AS created_at, t1.updated_at AS updated_at, t1.email AS email, t1.first_name AS first_name, t1.last_name AS last_name, t1.phone AS phone, t1.street_address AS street_address, t1.city AS city, t1.region AS region, t1.postal_code AS postal_code, t1.country AS country, t1.social_network AS social_network, t1.social_handle AS social_handle, t1.ip_address AS ip_address, t1.device_type AS device_type, t1.hardware AS hardware, t1.os AS os, t1.browser AS browser, t1.device_id AS device_id, t1.mac_address AS mac_address, t1.geo_country AS geo_country, t1.geo_region AS geo_region, t1.geo_city AS geo_city, t1.latitude_e6 AS latitude_e6, t1.longitude_e6 AS longitude_e6, t1.gender AS gender, t1.birth_year AS birth_year, t1.preferences AS preferences, t1.first_seen_at AS first_seen_at, t1.last_seen_at AS last_seen_at, t1.visit_count AS visit_count
  FROM visitor AS t1
  WHERE EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = t1.site_id
    AND legal_request_visitor.visitor_id = t1.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = :organization
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= :now
    AND legal_request.expires_at > :now
  )
  ORDER BY t1.id ASC
  LIMIT :v0
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visitor AS t1
  WHERE EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = t1.site_id
    AND legal_request_visitor.visitor_id = t1.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = :organization
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= :now
    AND legal_request.expires_at > :now
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'externalId', l1.external_id, 'identifiers', (
    SELECT json_group_array(json_object('kind', part.kind, 'value', part.value)) AS json_group_array_2
    FROM (
      SELECT l1parts.kind AS kind, l1parts.value AS value
      FROM visitor_alias AS l1parts
      WHERE l1parts.site_id = l1.site_id
      AND l1parts.visitor_id = l1.id
      AND (l1parts.kind NOT IN ('device', 'cookie'))
      ORDER BY l1parts.kind, l1parts.value
    ) AS part
  ), 'createdAt', l1.created_at, 'updatedAt', l1.updated_at, 'email', l1.email, 'firstName', l1.first_name, 'lastName', l1.last_name, 'phone', l1.phone, 'streetAddress', l1.street_address, 'city', l1.city, 'region', l1.region, 'postalCode', l1.postal_code, 'country', l1.country, 'socialNetwork', l1.social_network, 'socialHandle', l1.social_handle, 'ipAddress', l1.ip_address, 'deviceType', l1.device_type, 'hardware', l1.hardware, 'os', l1.os, 'browser', l1.browser, 'deviceId', l1.device_id, 'macAddress', l1.mac_address, 'geoCountry', l1.geo_country, 'geoRegion', l1.geo_region, 'geoCity', l1.geo_city, 'latitude', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'longitude', CASE WHEN (l1.longitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.longitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.longitude_e6) / 1000000, abs(l1.longitude_e6) % 1000000)) END, 'gender', l1.gender, 'birthYear', l1.birth_year, 'ageBand', CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN (:year - l1.birth_year < 18) THEN 'UNDER_18' WHEN (:year - l1.birth_year < 25) THEN '18_24' WHEN (:year - l1.birth_year < 35) THEN '25_34' WHEN (:year - l1.birth_year < 45) THEN '35_44' WHEN (:year - l1.birth_year < 55) THEN '45_54' WHEN (:year - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END, 'preferences', json(l1.preferences), 'firstSeenAt', l1.first_seen_at, 'lastSeenAt', l1.last_seen_at, 'visitCount', l1.visit_count, 'withheld', (
    SELECT json_group_array(present.value) AS json_group_array_3
    FROM json_each(json_array()) AS present
    WHERE present.value IS NOT NULL
  ), 'site', (
    SELECT json_object('id', l2.id, 'domain', l2.domain) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.domain AS domain
      FROM site AS t2
      WHERE t2.id = l1.site_id
      AND t2.id IN (
        SELECT legal_request_visitor.site_id
        FROM legal_request_visitor, legal_request
        WHERE legal_request.id = legal_request_visitor.legal_request_id
        AND legal_request.status = 'VERIFIED'
        AND legal_request.authority_id = :organization
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= :now
        AND legal_request.expires_at > :now
      )
      LIMIT 1
    ) AS l2
  ), 'visits', json_object('totalCount', (
    SELECT count(*) AS count_2
    FROM visit AS t3
    WHERE t3.visitor_id = l1.id
    AND t3.site_id = l1.site_id
  ), 'nodes', (
    SELECT json_group_array(json_object('id', l4.id, 'at', l4.at, 'path', l4.path)) AS json_group_array_4
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
    SELECT json_group_array(json_object('id', l5.id, 'purpose', l5.purpose, 'status', l5.status)) AS json_group_array_5
    FROM (
      SELECT t5.id AS id, t5.purpose AS purpose, t5.status AS status
      FROM consent AS t5
      WHERE t5.visitor_id = l1.id
      AND t5.site_id = l1.site_id
      ORDER BY t5.id ASC
      LIMIT :v2
    ) AS l5
  )), 'cookies', json_object('nodes', (
    SELECT json_group_array(json_object('id', l6.id, 'name', l6.name)) AS json_group_array_6
    FROM (
      SELECT t6.id AS id, t6.name AS name
      FROM cookie_observation AS t6
      WHERE t6.visitor_id = l1.id
      AND t6.site_id = l1.site_id
      ORDER BY t6.id ASC
      LIMIT :v3
    ) AS l6
  )))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.external_id IS NOT NULL) THEN '1' ELSE '0' END || '1' || CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.first_name IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.last_name IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.street_address IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.city IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.region IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.postal_code IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.country IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.social_network IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.social_handle IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.ip_address IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.device_type IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.hardware IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.browser IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.device_id IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.mac_address IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.geo_country IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.geo_region IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.geo_city IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.latitude_e6 IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.longitude_e6 IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.gender IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.birth_year IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN (:year - l1.birth_year < 18) THEN 'UNDER_18' WHEN (:year - l1.birth_year < 25) THEN '18_24' WHEN (:year - l1.birth_year < 35) THEN '25_34' WHEN (:year - l1.birth_year < 45) THEN '35_44' WHEN (:year - l1.birth_year < 55) THEN '45_54' WHEN (:year - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.preferences IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.first_seen_at IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.last_seen_at IS NOT NULL) THEN '1' ELSE '0' END || '1' || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN (l7.at IS NOT NULL) THEN '1' ELSE '0' END AS s0, CASE WHEN (l7.path IS NOT NULL) THEN '1' ELSE '0' END AS s1
          FROM (
            SELECT p7.at AS at, p7.path AS path, row_number() OVER () AS n
            FROM (
              SELECT t7.at AS at, t7.path AS path
              FROM visit AS t7
              WHERE t7.visitor_id = l1.id
              AND t7.site_id = l1.site_id
              ORDER BY t7.id DESC
              LIMIT :v1
            ) AS p7
            ORDER BY n DESC
          ) AS l7
        ) AS signed
      ) || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_4
        FROM (
          SELECT CASE WHEN (l8.purpose IS NOT NULL) THEN '1' ELSE '0' END AS s0, CASE WHEN (l8.status IS NOT NULL) THEN '1' ELSE '0' END AS s1
          FROM (
            SELECT t8.purpose AS purpose, t8.status AS status
            FROM consent AS t8
            WHERE t8.visitor_id = l1.id
            AND t8.site_id = l1.site_id
            ORDER BY t8.id ASC
            LIMIT :v2
          ) AS l8
        ) AS signed
      ) || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_1
        FROM (
          SELECT CASE WHEN (l9.name IS NOT NULL) THEN '1' ELSE '0' END AS s0
          FROM (
            SELECT t9.name AS name
            FROM cookie_observation AS t9
            WHERE t9.visitor_id = l1.id
            AND t9.site_id = l1.site_id
            ORDER BY t9.id ASC
            LIMIT :v3
          ) AS l9
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
