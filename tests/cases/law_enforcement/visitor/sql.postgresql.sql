WITH guard AS MATERIALIZED (
  SELECT coalesce((
    SELECT CASE WHEN (access_token.revoked_at IS NOT NULL) THEN 'revoked' WHEN (access_token.expires_at <= $1::TIMESTAMP
    WITH TIME ZONE) THEN 'expired' WHEN (organization.disabled_at IS NOT NULL) THEN 'disabled' WHEN (EXISTS (
      SELECT *
      FROM app_user
      WHERE app_user.id = access_token.user_id
      AND app_user.disabled_at IS NOT NULL
    )) THEN 'disabled' WHEN (NOT (EXISTS (
      SELECT *
      FROM policy_revision
      WHERE policy_revision.active
      AND policy_revision.revision = $2::VARCHAR COLLATE "C"
    ))) THEN 'stale' ELSE 'ok' END AS anon_1
    FROM access_token
    JOIN organization ON organization.id = access_token.organization_id
    WHERE access_token.id = $3::VARCHAR COLLATE "C"
  ), 'unknown') AS verdict
), l1 AS MATERIALIZED (
  SELECT m1.id AS id, m1.site_id AS site_id, m1.external_id AS external_id, m1.created_at AS created_at, m1.updated_at AS updated_at, m1.email AS email, m1.first_name AS first_name, m1.last_name AS last_name, m1.phone AS phone, m1.street_address AS street_address, m1.city AS city, m1.region AS region, m1.postal_code AS postal_code, m1.country AS country, m1.social_network AS social_network, m1.social_handle AS social_handle, m1.ip_address AS ip_address, m1.device_type AS device_type, m1.hardware AS hardware, m1.os AS os, m1.browser AS browser, m1.device_id AS device_id, m1.mac_address AS mac_address, m1.geo_country AS geo_country, m1.geo_region AS geo_region, m1.geo_city AS geo_city, m1.latitude_e6 AS latitude_e6, m1.longitude_e6 AS longitude_e6, m1.gender AS gender, m1.birth_year AS birth_year, m1.preferences AS preferences, m1.first_seen_at AS first_seen_at, m1.last_seen_at AS last_seen_at, m1.visit_count AS visit_count, m1.n AS n, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.unique_id' ], false) AS h0, coalesce(m1.c0 && ARRAY[ '*', 'system', 'system.operations' ], false) AS h1, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h2, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.name', 'user.name.first' ], false) AS h3, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.name', 'user.name.last' ], false) AS h4, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.phone_number' ], false) AS h5, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.street' ], false) AS h6, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.city' ], false) AS h7, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.state' ], false) AS h8, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.postal_code' ], false) AS h9, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.country' ], false) AS h10, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.social' ], false) AS h11, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.device', 'user.device.ip_address', 'user_data' ], false) AS h12, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.device', 'user_data' ], false) AS h13, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.device', 'user.device.device_id', 'user_data' ], false) AS h14, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.location', 'user.location.imprecise', 'user_data' ], false) AS h15, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.location', 'user.location.precise', 'user_data' ], false) AS h16, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.demographic', 'user.demographic.gender', 'user_data' ], false) AS h17, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.demographic', 'user.demographic.date_of_birth', 'user_data' ], false) AS h18, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.demographic', 'user.demographic.age_range', 'user_data' ], false) AS h19, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.content' ], false) AS h20, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.behavior', 'user.behavior.browsing_history' ], false) AS h21, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.privacy_preferences' ], false) AS h22, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.device', 'user.device.cookie', 'user_data' ], false) AS h23
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.external_id AS external_id, p1.created_at AS created_at, p1.updated_at AS updated_at, p1.email AS email, p1.first_name AS first_name, p1.last_name AS last_name, p1.phone AS phone, p1.street_address AS street_address, p1.city AS city, p1.region AS region, p1.postal_code AS postal_code, p1.country AS country, p1.social_network AS social_network, p1.social_handle AS social_handle, p1.ip_address AS ip_address, p1.device_type AS device_type, p1.hardware AS hardware, p1.os AS os, p1.browser AS browser, p1.device_id AS device_id, p1.mac_address AS mac_address, p1.geo_country AS geo_country, p1.geo_region AS geo_region, p1.geo_city AS geo_city, p1.latitude_e6 AS latitude_e6, p1.longitude_e6 AS longitude_e6, p1.gender AS gender, p1.birth_year AS birth_year, p1.preferences AS preferences, p1.first_seen_at AS first_seen_at, p1.last_seen_at AS last_seen_at, p1.visit_count AS visit_count, row_number() OVER () AS n, (
      SELECT array_agg(CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE anon_2.value END) AS array_agg_1
      FROM legal_request_visitor
      JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
      JOIN unnest(legal_request.categories) AS anon_2(value) ON true
      WHERE legal_request_visitor.site_id = p1.site_id
      AND legal_request.status = 'VERIFIED'
      AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
      AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
      AND legal_request.starts_at <= $1::TIMESTAMP
      WITH TIME ZONE
      AND legal_request.expires_at > $1::TIMESTAMP
      WITH TIME ZONE
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
        AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND legal_request.expires_at > $1::TIMESTAMP
        WITH TIME ZONE
      )
      ORDER BY t1.id ASC
      LIMIT $5::INTEGER
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM visitor AS t1
      WHERE EXISTS (
        SELECT *
        FROM legal_request_visitor, legal_request
        WHERE legal_request_visitor.site_id = t1.site_id
        AND legal_request_visitor.visitor_id = t1.id
        AND legal_request.id = legal_request_visitor.legal_request_id
        AND legal_request.status = 'VERIFIED'
        AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND legal_request.expires_at > $1::TIMESTAMP
        WITH TIME ZONE
      )
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, CASE WHEN l1.h0 THEN l1.external_id ELSE NULL END AS "externalId", CASE WHEN l1.h0 THEN array((
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT part.kind AS kind, part.value AS value
            FROM (
              SELECT l1parts.kind AS kind, l1parts.value AS value
              FROM visitor_alias AS l1parts
              WHERE l1parts.site_id = l1.site_id
              AND l1parts.visitor_id = l1.id
              AND (l1parts.kind NOT IN ('device', 'cookie'))
              ORDER BY l1parts.kind, l1parts.value
            ) AS part
          ) AS z
        )) ELSE NULL END AS identifiers, CASE WHEN l1.h1 THEN to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "createdAt", CASE WHEN l1.h1 THEN to_char(l1.updated_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "updatedAt", CASE WHEN l1.h2 THEN l1.email ELSE NULL END AS email, CASE WHEN l1.h3 THEN l1.first_name ELSE NULL END AS "firstName", CASE WHEN l1.h4 THEN l1.last_name ELSE NULL END AS "lastName", CASE WHEN l1.h5 THEN l1.phone ELSE NULL END AS phone, CASE WHEN l1.h6 THEN l1.street_address ELSE NULL END AS "streetAddress", CASE WHEN l1.h7 THEN l1.city ELSE NULL END AS city, CASE WHEN l1.h8 THEN l1.region ELSE NULL END AS region, CASE WHEN l1.h9 THEN l1.postal_code ELSE NULL END AS "postalCode", CASE WHEN l1.h10 THEN l1.country ELSE NULL END AS country, CASE WHEN l1.h11 THEN l1.social_network ELSE NULL END AS "socialNetwork", CASE WHEN l1.h11 THEN l1.social_handle ELSE NULL END AS "socialHandle", CASE WHEN l1.h12 THEN l1.ip_address ELSE NULL END AS "ipAddress", CASE WHEN l1.h13 THEN l1.device_type ELSE NULL END AS "deviceType", CASE WHEN l1.h13 THEN l1.hardware ELSE NULL END AS hardware, CASE WHEN l1.h13 THEN l1.os ELSE NULL END AS os, CASE WHEN l1.h13 THEN l1.browser ELSE NULL END AS browser, CASE WHEN l1.h14 THEN l1.device_id ELSE NULL END AS "deviceId", CASE WHEN l1.h14 THEN l1.mac_address ELSE NULL END AS "macAddress", CASE WHEN l1.h15 THEN l1.geo_country ELSE NULL END AS "geoCountry", CASE WHEN l1.h15 THEN l1.geo_region ELSE NULL END AS "geoRegion", CASE WHEN l1.h15 THEN l1.geo_city ELSE NULL END AS "geoCity", CASE WHEN l1.h16 THEN l1.latitude_e6 * 0.000001 ELSE NULL END AS latitude, CASE WHEN l1.h16 THEN l1.longitude_e6 * 0.000001 ELSE NULL END AS longitude, CASE WHEN l1.h17 THEN l1.gender ELSE NULL END AS gender, CASE WHEN l1.h18 THEN l1.birth_year ELSE NULL END AS "birthYear", CASE WHEN l1.h19 THEN CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN ($6::INTEGER - l1.birth_year < 18) THEN 'UNDER_18' WHEN ($6::INTEGER - l1.birth_year < 25) THEN '18_24' WHEN ($6::INTEGER - l1.birth_year < 35) THEN '25_34' WHEN ($6::INTEGER - l1.birth_year < 45) THEN '35_44' WHEN ($6::INTEGER - l1.birth_year < 55) THEN '45_54' WHEN ($6::INTEGER - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END ELSE NULL END AS "ageBand", CASE WHEN l1.h20 THEN CAST (l1.preferences AS JSON) ELSE NULL END AS preferences, CASE WHEN l1.h21 THEN to_char(l1.first_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "firstSeenAt", CASE WHEN l1.h21 THEN to_char(l1.last_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "lastSeenAt", CASE WHEN l1.h21 THEN l1.visit_count ELSE NULL END AS "visitCount", CASE WHEN l1.h22 THEN array_remove(CAST (ARRAY[CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.externalId' END, CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.identifiers' END, CASE WHEN l1.h1 THEN NULL ELSE 'Visitor.createdAt' END, CASE WHEN l1.h1 THEN NULL ELSE 'Visitor.updatedAt' END, CASE WHEN l1.h2 THEN NULL ELSE 'Visitor.email' END, CASE WHEN l1.h3 THEN NULL ELSE 'Visitor.firstName' END, CASE WHEN l1.h4 THEN NULL ELSE 'Visitor.lastName' END, CASE WHEN l1.h5 THEN NULL ELSE 'Visitor.phone' END, CASE WHEN l1.h6 THEN NULL ELSE 'Visitor.streetAddress' END, CASE WHEN l1.h7 THEN NULL ELSE 'Visitor.city' END, CASE WHEN l1.h8 THEN NULL ELSE 'Visitor.region' END, CASE WHEN l1.h9 THEN NULL ELSE 'Visitor.postalCode' END, CASE WHEN l1.h10 THEN NULL ELSE 'Visitor.country' END, CASE WHEN l1.h11 THEN NULL ELSE 'Visitor.socialNetwork' END, CASE WHEN l1.h11 THEN NULL ELSE 'Visitor.socialHandle' END, CASE WHEN l1.h12 THEN NULL ELSE 'Visitor.ipAddress' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.deviceType' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.hardware' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.os' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.browser' END, CASE WHEN l1.h14 THEN NULL ELSE 'Visitor.deviceId' END, CASE WHEN l1.h14 THEN NULL ELSE 'Visitor.macAddress' END, CASE WHEN l1.h15 THEN NULL ELSE 'Visitor.geoCountry' END, CASE WHEN l1.h15 THEN NULL ELSE 'Visitor.geoRegion' END, CASE WHEN l1.h15 THEN NULL ELSE 'Visitor.geoCity' END, CASE WHEN l1.h16 THEN NULL ELSE 'Visitor.latitude' END, CASE WHEN l1.h16 THEN NULL ELSE 'Visitor.longitude' END, CASE WHEN l1.h17 THEN NULL ELSE 'Visitor.gender' END, CASE WHEN l1.h18 THEN NULL ELSE 'Visitor.birthYear' END, CASE WHEN l1.h19 THEN NULL ELSE 'Visitor.ageBand' END, CASE WHEN l1.h20 THEN NULL ELSE 'Visitor.preferences' END, CASE WHEN l1.h21 THEN NULL ELSE 'Visitor.firstSeenAt' END, CASE WHEN l1.h21 THEN NULL ELSE 'Visitor.lastSeenAt' END, CASE WHEN l1.h21 THEN NULL ELSE 'Visitor.visitCount' END, CASE WHEN l1.h22 THEN NULL ELSE 'Visitor.withheld' END] AS TEXT[]), NULL) ELSE NULL END AS withheld, (
          SELECT row_to_json(z.*) AS row_to_json_4
          FROM (
            SELECT l2.id AS id, CASE WHEN l2.h0 THEN l2.domain ELSE NULL END AS domain
            FROM (
              SELECT m2.id AS id, m2.domain AS domain, m2.n AS n, coalesce(m2.c0 && ARRAY[ '*', 'system', 'system.operations' ], false) AS h0
              FROM (
                SELECT p2.id AS id, p2.domain AS domain, row_number() OVER () AS n, (
                  SELECT array_agg(CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE anon_3.value END) AS array_agg_2
                  FROM legal_request_visitor
                  JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
                  JOIN unnest(legal_request.categories) AS anon_3(value) ON true
                  WHERE legal_request_visitor.site_id = p2.id
                  AND legal_request.status = 'VERIFIED'
                  AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
                  AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
                  AND legal_request.starts_at <= $1::TIMESTAMP
                  WITH TIME ZONE
                  AND legal_request.expires_at > $1::TIMESTAMP
                  WITH TIME ZONE
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
                    AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
                    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
                    AND legal_request.starts_at <= $1::TIMESTAMP
                    WITH TIME ZONE
                    AND legal_request.expires_at > $1::TIMESTAMP
                    WITH TIME ZONE
                  )
                  LIMIT 1
                ) AS p2
              ) AS m2
            ) AS l2
          ) AS z
        ) AS site, (
          SELECT row_to_json(z.*) AS row_to_json_5
          FROM (
            SELECT (
              SELECT count(*) AS count_2
              FROM visit AS t3
              WHERE t3.visitor_id = l1.id
              AND t3.site_id = l1.site_id
            ) AS "totalCount", array((
              SELECT row_to_json(z.*) AS row_to_json_6
              FROM (
                SELECT l4.id AS id, CASE WHEN l1.h21 THEN to_char(l4.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS at, CASE WHEN l1.h21 THEN l4.path ELSE NULL END AS path
                FROM (
                  SELECT p4.id AS id, p4.at AS at, p4.path AS path, row_number() OVER () AS n
                  FROM (
                    SELECT t4.id AS id, t4.at AS at, t4.path AS path
                    FROM visit AS t4
                    WHERE t4.visitor_id = l1.id
                    AND t4.site_id = l1.site_id
                    ORDER BY t4.id DESC
                    LIMIT $7::INTEGER
                  ) AS p4
                  ORDER BY n DESC
                ) AS l4
              ) AS z
            )) AS nodes
          ) AS z
        ) AS visits, (
          SELECT row_to_json(z.*) AS row_to_json_7
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_8
              FROM (
                SELECT l5.id AS id, CASE WHEN l1.h22 THEN l5.purpose ELSE NULL END AS purpose, CASE WHEN l1.h22 THEN l5.status ELSE NULL END AS status
                FROM (
                  SELECT t5.id AS id, t5.purpose AS purpose, t5.status AS status
                  FROM consent AS t5
                  WHERE t5.visitor_id = l1.id
                  AND t5.site_id = l1.site_id
                  ORDER BY t5.id ASC
                  LIMIT $8::INTEGER
                ) AS l5
              ) AS z
            )) AS nodes
          ) AS z
        ) AS consents, (
          SELECT row_to_json(z.*) AS row_to_json_9
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_10
              FROM (
                SELECT l6.id AS id, CASE WHEN l1.h23 THEN l6.name ELSE NULL END AS name
                FROM (
                  SELECT t6.id AS id, t6.name AS name
                  FROM cookie_observation AS t6
                  WHERE t6.visitor_id = l1.id
                  AND t6.site_id = l1.site_id
                  ORDER BY t6.id ASC
                  LIMIT $9::INTEGER
                ) AS l6
              ) AS z
            )) AS nodes
          ) AS z
        ) AS cookies
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_4
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.external_id IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN '1' ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.created_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.updated_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h3 THEN CASE WHEN (l1.first_name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h4 THEN CASE WHEN (l1.last_name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h5 THEN CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h6 THEN CASE WHEN (l1.street_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h7 THEN CASE WHEN (l1.city IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h8 THEN CASE WHEN (l1.region IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h9 THEN CASE WHEN (l1.postal_code IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h10 THEN CASE WHEN (l1.country IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h11 THEN CASE WHEN (l1.social_network IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h11 THEN CASE WHEN (l1.social_handle IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h12 THEN CASE WHEN (l1.ip_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.device_type IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.hardware IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.browser IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h14 THEN CASE WHEN (l1.device_id IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h14 THEN CASE WHEN (l1.mac_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h15 THEN CASE WHEN (l1.geo_country IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h15 THEN CASE WHEN (l1.geo_region IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h15 THEN CASE WHEN (l1.geo_city IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h16 THEN CASE WHEN (l1.latitude_e6 IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h16 THEN CASE WHEN (l1.longitude_e6 IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h17 THEN CASE WHEN (l1.gender IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h18 THEN CASE WHEN (l1.birth_year IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h19 THEN CASE WHEN (CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN ($6::INTEGER - l1.birth_year < 18) THEN 'UNDER_18' WHEN ($6::INTEGER - l1.birth_year < 25) THEN '18_24' WHEN ($6::INTEGER - l1.birth_year < 35) THEN '25_34' WHEN ($6::INTEGER - l1.birth_year < 45) THEN '35_44' WHEN ($6::INTEGER - l1.birth_year < 55) THEN '45_54' WHEN ($6::INTEGER - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h20 THEN CASE WHEN (l1.preferences IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h21 THEN CASE WHEN (l1.first_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h21 THEN CASE WHEN (l1.last_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h21 THEN CASE WHEN (l1.visit_count IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h22 THEN '1' ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_5
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
              LIMIT $7::INTEGER
            ) AS p7
            ORDER BY n DESC
          ) AS l7
        ) AS signed
      ) || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_6
        FROM (
          SELECT CASE WHEN l1.h22 THEN CASE WHEN (l8.purpose IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h22 THEN CASE WHEN (l8.status IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1
          FROM (
            SELECT t8.purpose AS purpose, t8.status AS status
            FROM consent AS t8
            WHERE t8.visitor_id = l1.id
            AND t8.site_id = l1.site_id
            ORDER BY t8.id ASC
            LIMIT $8::INTEGER
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
            LIMIT $9::INTEGER
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
