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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.external_id AS external_id, m1.created_at AS created_at, m1.updated_at AS updated_at, m1.email AS email, m1.first_name AS first_name, m1.last_name AS last_name, m1.phone AS phone, m1.street_address AS street_address, m1.city AS city, m1.region AS region, m1.postal_code AS postal_code, m1.country AS country, m1.social_network AS social_network, m1.social_handle AS social_handle, m1.ip_address AS ip_address, m1.device_type AS device_type, m1.hardware AS hardware, m1.os AS os, m1.browser AS browser, m1.device_id AS device_id, m1.mac_address AS mac_address, m1.geo_country AS geo_country, m1.geo_region AS geo_region, m1.geo_city AS geo_city, m1.latitude_e6 AS latitude_e6, m1.longitude_e6 AS longitude_e6, m1.gender AS gender, m1.birth_year AS birth_year, m1.preferences AS preferences, m1.first_seen_at AS first_seen_at, m1.last_seen_at AS last_seen_at, m1.visit_count AS visit_count, m1.n AS n, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.unique_id ') > 0, 0) = 1 AS h0, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' system ') > 0 OR instr(m1.c0, ' system.operations ') > 0, 0) = 1 AS h1, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.email ') > 0, 0) = 1 AS h2, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.name ') > 0 OR instr(m1.c0, ' user.name.first ') > 0, 0) = 1 AS h3, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.name ') > 0 OR instr(m1.c0, ' user.name.last ') > 0, 0) = 1 AS h4, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.phone_number ') > 0, 0) = 1 AS h5, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.address ') > 0 OR instr(m1.c0, ' user.contact.address.street ') > 0, 0) = 1 AS h6, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.address ') > 0 OR instr(m1.c0, ' user.contact.address.city ') > 0, 0) = 1 AS h7, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.address ') > 0 OR instr(m1.c0, ' user.contact.address.state ') > 0, 0) = 1 AS h8, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.address ') > 0 OR instr(m1.c0, ' user.contact.address.postal_code ') > 0, 0) = 1 AS h9, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.address ') > 0 OR instr(m1.c0, ' user.contact.address.country ') > 0, 0) = 1 AS h10, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' profile ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.social ') > 0, 0) = 1 AS h11, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user.device.ip_address ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h12, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h13, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user.device.device_id ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h14, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.location ') > 0 OR instr(m1.c0, ' user.location.imprecise ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h15, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.location ') > 0 OR instr(m1.c0, ' user.location.precise ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h16, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.demographic ') > 0 OR instr(m1.c0, ' user.demographic.gender ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h17, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.demographic ') > 0 OR instr(m1.c0, ' user.demographic.date_of_birth ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h18, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.demographic ') > 0 OR instr(m1.c0, ' user.demographic.age_range ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h19, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.content ') > 0, 0) = 1 AS h20, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.behavior ') > 0 OR instr(m1.c0, ' user.behavior.browsing_history ') > 0, 0) = 1 AS h21, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.privacy_preferences ') > 0, 0) = 1 AS h22, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user.device.cookie ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h23
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.external_id AS external_id, p1.created_at AS created_at, p1.updated_at AS updated_at, p1.email AS email, p1.first_name AS first_name, p1.last_name AS last_name, p1.phone AS phone, p1.street_address AS street_address, p1.city AS city, p1.region AS region, p1.postal_code AS postal_code, p1.country AS country, p1.social_network AS social_network, p1.social_handle AS social_handle, p1.ip_address AS ip_address, p1.device_type AS device_type, p1.hardware AS hardware, p1.os AS os, p1.browser AS browser, p1.device_id AS device_id, p1.mac_address AS mac_address, p1.geo_country AS geo_country, p1.geo_region AS geo_region, p1.geo_city AS geo_city, p1.latitude_e6 AS latitude_e6, p1.longitude_e6 AS longitude_e6, p1.gender AS gender, p1.birth_year AS birth_year, p1.preferences AS preferences, p1.first_seen_at AS first_seen_at, p1.last_seen_at AS last_seen_at, p1.visit_count AS visit_count, row_number() OVER () AS n, (
      SELECT group_concat(' ' || CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE name_of.value END || ' ', '') AS group_concat_1
      FROM legal_request_visitor
      JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
      JOIN json_each(legal_request.categories) AS name_of ON 1 = 1
      WHERE legal_request_visitor.site_id = p1.site_id
      AND legal_request.status = 'VERIFIED'
      AND legal_request.authority_id = :organization
      AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
      AND legal_request.starts_at <= :now
      AND legal_request.expires_at > :now
      AND legal_request_visitor.visitor_id = p1.id
    ) AS c0
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, t1.external_id AS external_id, t1.created_at AS created_at, t1.updated_at AS updated_at, t1.email AS email, t1.first_name AS first_name, t1.last_name AS last_name, t1.phone AS phone, t1.street_address AS street_address, t1.city AS city, t1.region AS region, t1.postal_code AS postal_code, t1.country AS country, t1.social_network AS social_network, t1.social_handle AS social_handle, t1.ip_address AS ip_address, t1.device_type AS device_type, t1.hardware AS hardware, t1.os AS os, t1.browser AS browser, t1.device_id AS device_id, t1.mac_address AS mac_address, t1.geo_country AS geo_country, t1.geo_region AS geo_region, t1.geo_city AS geo_city, t1.latitude_e6 AS latitude_e6, t1.longitude_e6 AS longitude_e6, t1.gender AS gender, t1.birth_year AS birth_year, t1.preferences AS preferences, t1.first_seen_at AS first_seen_at, t1.last_seen_at AS last_seen_at, t1.visit_count AS visit_count
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
    ) AS p1
  ) AS m1
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
  SELECT json_group_array(json_object('id', l1.id, 'externalId', CASE WHEN l1.h0 THEN l1.external_id ELSE NULL END, 'identifiers', CASE WHEN l1.h0 THEN (
    SELECT json_group_array(json_object('kind', part.kind, 'value', part.value)) AS json_group_array_2
    FROM (
      SELECT l1parts.kind AS kind, l1parts.value AS value
      FROM visitor_alias AS l1parts
      WHERE l1parts.site_id = l1.site_id
      AND l1parts.visitor_id = l1.id
      AND (l1parts.kind NOT IN ('device', 'cookie'))
      ORDER BY l1parts.kind, l1parts.value
    ) AS part
  ) ELSE NULL END, 'createdAt', CASE WHEN l1.h1 THEN l1.created_at ELSE NULL END, 'updatedAt', CASE WHEN l1.h1 THEN l1.updated_at ELSE NULL END, 'email', CASE WHEN l1.h2 THEN l1.email ELSE NULL END, 'firstName', CASE WHEN l1.h3 THEN l1.first_name ELSE NULL END, 'lastName', CASE WHEN l1.h4 THEN l1.last_name ELSE NULL END, 'phone', CASE WHEN l1.h5 THEN l1.phone ELSE NULL END, 'streetAddress', CASE WHEN l1.h6 THEN l1.street_address ELSE NULL END, 'city', CASE WHEN l1.h7 THEN l1.city ELSE NULL END, 'region', CASE WHEN l1.h8 THEN l1.region ELSE NULL END, 'postalCode', CASE WHEN l1.h9 THEN l1.postal_code ELSE NULL END, 'country', CASE WHEN l1.h10 THEN l1.country ELSE NULL END, 'socialNetwork', CASE WHEN l1.h11 THEN l1.social_network ELSE NULL END, 'socialHandle', CASE WHEN l1.h11 THEN l1.social_handle ELSE NULL END, 'ipAddress', CASE WHEN l1.h12 THEN l1.ip_address ELSE NULL END, 'deviceType', CASE WHEN l1.h13 THEN l1.device_type ELSE NULL END, 'hardware', CASE WHEN l1.h13 THEN l1.hardware ELSE NULL END, 'os', CASE WHEN l1.h13 THEN l1.os ELSE NULL END, 'browser', CASE WHEN l1.h13 THEN l1.browser ELSE NULL END, 'deviceId', CASE WHEN l1.h14 THEN l1.device_id ELSE NULL END, 'macAddress', CASE WHEN l1.h14 THEN l1.mac_address ELSE NULL END, 'geoCountry', CASE WHEN l1.h15 THEN l1.geo_country ELSE NULL END, 'geoRegion', CASE WHEN l1.h15 THEN l1.geo_region ELSE NULL END, 'geoCity', CASE WHEN l1.h15 THEN l1.geo_city ELSE NULL END, 'latitude', CASE WHEN l1.h16 THEN CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END ELSE NULL END, 'longitude', CASE WHEN l1.h16 THEN CASE WHEN (l1.longitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.longitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.longitude_e6) / 1000000, abs(l1.longitude_e6) % 1000000)) END ELSE NULL END, 'gender', CASE WHEN l1.h17 THEN l1.gender ELSE NULL END, 'birthYear', CASE WHEN l1.h18 THEN l1.birth_year ELSE NULL END, 'ageBand', CASE WHEN l1.h19 THEN CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN (:year - l1.birth_year < 18) THEN 'UNDER_18' WHEN (:year - l1.birth_year < 25) THEN '18_24' WHEN (:year - l1.birth_year < 35) THEN '25_34' WHEN (:year - l1.birth_year < 45) THEN '35_44' WHEN (:year - l1.birth_year < 55) THEN '45_54' WHEN (:year - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END ELSE NULL END, 'preferences', CASE WHEN l1.h20 THEN json(l1.preferences) ELSE NULL END, 'firstSeenAt', CASE WHEN l1.h21 THEN l1.first_seen_at ELSE NULL END, 'lastSeenAt', CASE WHEN l1.h21 THEN l1.last_seen_at ELSE NULL END, 'visitCount', CASE WHEN l1.h21 THEN l1.visit_count ELSE NULL END, 'withheld', CASE WHEN l1.h22 THEN (
    SELECT json_group_array(present.value) AS json_group_array_3
    FROM json_each(json_array(CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.externalId' END, CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.identifiers' END, CASE WHEN l1.h1 THEN NULL ELSE 'Visitor.createdAt' END, CASE WHEN l1.h1 THEN NULL ELSE 'Visitor.updatedAt' END, CASE WHEN l1.h2 THEN NULL ELSE 'Visitor.email' END, CASE WHEN l1.h3 THEN NULL ELSE 'Visitor.firstName' END, CASE WHEN l1.h4 THEN NULL ELSE 'Visitor.lastName' END, CASE WHEN l1.h5 THEN NULL ELSE 'Visitor.phone' END, CASE WHEN l1.h6 THEN NULL ELSE 'Visitor.streetAddress' END, CASE WHEN l1.h7 THEN NULL ELSE 'Visitor.city' END, CASE WHEN l1.h8 THEN NULL ELSE 'Visitor.region' END, CASE WHEN l1.h9 THEN NULL ELSE 'Visitor.postalCode' END, CASE WHEN l1.h10 THEN NULL ELSE 'Visitor.country' END, CASE WHEN l1.h11 THEN NULL ELSE 'Visitor.socialNetwork' END, CASE WHEN l1.h11 THEN NULL ELSE 'Visitor.socialHandle' END, CASE WHEN l1.h12 THEN NULL ELSE 'Visitor.ipAddress' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.deviceType' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.hardware' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.os' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.browser' END, CASE WHEN l1.h14 THEN NULL ELSE 'Visitor.deviceId' END, CASE WHEN l1.h14 THEN NULL ELSE 'Visitor.macAddress' END, CASE WHEN l1.h15 THEN NULL ELSE 'Visitor.geoCountry' END, CASE WHEN l1.h15 THEN NULL ELSE 'Visitor.geoRegion' END, CASE WHEN l1.h15 THEN NULL ELSE 'Visitor.geoCity' END, CASE WHEN l1.h16 THEN NULL ELSE 'Visitor.latitude' END, CASE WHEN l1.h16 THEN NULL ELSE 'Visitor.longitude' END, CASE WHEN l1.h17 THEN NULL ELSE 'Visitor.gender' END, CASE WHEN l1.h18 THEN NULL ELSE 'Visitor.birthYear' END, CASE WHEN l1.h19 THEN NULL ELSE 'Visitor.ageBand' END, CASE WHEN l1.h20 THEN NULL ELSE 'Visitor.preferences' END, CASE WHEN l1.h21 THEN NULL ELSE 'Visitor.firstSeenAt' END, CASE WHEN l1.h21 THEN NULL ELSE 'Visitor.lastSeenAt' END, CASE WHEN l1.h21 THEN NULL ELSE 'Visitor.visitCount' END, CASE WHEN l1.h22 THEN NULL ELSE 'Visitor.withheld' END)) AS present
    WHERE present.value IS NOT NULL
  ) ELSE NULL END, 'site', (
    SELECT json_object('id', l2.id, 'domain', CASE WHEN l2.h0 THEN l2.domain ELSE NULL END) AS json_object_1
    FROM (
      SELECT m2.id AS id, m2.domain AS domain, m2.n AS n, coalesce(instr(m2.c0, ' * ') > 0 OR instr(m2.c0, ' system ') > 0 OR instr(m2.c0, ' system.operations ') > 0, 0) = 1 AS h0
      FROM (
        SELECT p2.id AS id, p2.domain AS domain, row_number() OVER () AS n, (
          SELECT group_concat(' ' || CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE name_of.value END || ' ', '') AS group_concat_2
          FROM legal_request_visitor
          JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
          JOIN json_each(legal_request.categories) AS name_of ON 1 = 1
          WHERE legal_request_visitor.site_id = p2.id
          AND legal_request.status = 'VERIFIED'
          AND legal_request.authority_id = :organization
          AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
          AND legal_request.starts_at <= :now
          AND legal_request.expires_at > :now
        ) AS c0
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
        ) AS p2
      ) AS m2
    ) AS l2
  ), 'visits', json_object('totalCount', (
    SELECT count(*) AS count_2
    FROM visit AS t3
    WHERE t3.visitor_id = l1.id
    AND t3.site_id = l1.site_id
  ), 'nodes', (
    SELECT json_group_array(json_object('id', l4.id, 'at', CASE WHEN l1.h21 THEN l4.at ELSE NULL END, 'path', CASE WHEN l1.h21 THEN l4.path ELSE NULL END)) AS json_group_array_4
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
    SELECT json_group_array(json_object('id', l5.id, 'purpose', CASE WHEN l1.h22 THEN l5.purpose ELSE NULL END, 'status', CASE WHEN l1.h22 THEN l5.status ELSE NULL END)) AS json_group_array_5
    FROM (
      SELECT t5.id AS id, t5.purpose AS purpose, t5.status AS status
      FROM consent AS t5
      WHERE t5.visitor_id = l1.id
      AND t5.site_id = l1.site_id
      ORDER BY t5.id ASC
      LIMIT :v2
    ) AS l5
  )), 'cookies', json_object('nodes', (
    SELECT json_group_array(json_object('id', l6.id, 'name', CASE WHEN l1.h23 THEN l6.name ELSE NULL END)) AS json_group_array_6
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
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.external_id IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN '1' ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.created_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.updated_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h3 THEN CASE WHEN (l1.first_name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h4 THEN CASE WHEN (l1.last_name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h5 THEN CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h6 THEN CASE WHEN (l1.street_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h7 THEN CASE WHEN (l1.city IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h8 THEN CASE WHEN (l1.region IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h9 THEN CASE WHEN (l1.postal_code IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h10 THEN CASE WHEN (l1.country IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h11 THEN CASE WHEN (l1.social_network IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h11 THEN CASE WHEN (l1.social_handle IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h12 THEN CASE WHEN (l1.ip_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.device_type IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.hardware IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.browser IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h14 THEN CASE WHEN (l1.device_id IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h14 THEN CASE WHEN (l1.mac_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h15 THEN CASE WHEN (l1.geo_country IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h15 THEN CASE WHEN (l1.geo_region IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h15 THEN CASE WHEN (l1.geo_city IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h16 THEN CASE WHEN (l1.latitude_e6 IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h16 THEN CASE WHEN (l1.longitude_e6 IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h17 THEN CASE WHEN (l1.gender IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h18 THEN CASE WHEN (l1.birth_year IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h19 THEN CASE WHEN (CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN (:year - l1.birth_year < 18) THEN 'UNDER_18' WHEN (:year - l1.birth_year < 25) THEN '18_24' WHEN (:year - l1.birth_year < 35) THEN '25_34' WHEN (:year - l1.birth_year < 45) THEN '35_44' WHEN (:year - l1.birth_year < 55) THEN '45_54' WHEN (:year - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h20 THEN CASE WHEN (l1.preferences IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h21 THEN CASE WHEN (l1.first_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h21 THEN CASE WHEN (l1.last_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h21 THEN CASE WHEN (l1.visit_count IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h22 THEN '1' ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN l1.h21 THEN CASE WHEN (l7.at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h21 THEN CASE WHEN (l7.path IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1
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
          SELECT CASE WHEN l1.h22 THEN CASE WHEN (l8.purpose IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h22 THEN CASE WHEN (l8.status IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1
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
          SELECT CASE WHEN l1.h23 THEN CASE WHEN (l9.name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0
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
