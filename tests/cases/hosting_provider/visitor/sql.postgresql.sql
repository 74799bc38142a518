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
  SELECT t1.id AS id, t1.external_id AS external_id, t1.site_id AS site_id, t1.created_at AS created_at, t1.updated_at AS updated_at, t1.email AS email, t1.first_name AS first_name, t1.last_name AS last_name, t1.phone AS phone, t1.street_address AS street_address, t1.city AS city, t1.region AS region, t1.postal_code AS postal_code, t1.country AS country, t1.social_network AS social_network, t1.social_handle AS social_handle, t1.ip_address AS ip_address, t1.device_type AS device_type, t1.hardware AS hardware, t1.os AS os, t1.browser AS browser, t1.device_id AS device_id, t1.mac_address AS mac_address, t1.geo_country AS geo_country, t1.geo_region AS geo_region, t1.geo_city AS geo_city, t1.latitude_e6 AS latitude_e6, t1.longitude_e6 AS longitude_e6, t1.gender AS gender, t1.birth_year AS birth_year, t1.first_seen_at AS first_seen_at, t1.last_seen_at AS last_seen_at, t1.visit_count AS visit_count
  FROM visitor AS t1
  WHERE true
  ORDER BY t1.id ASC
  LIMIT $4::INTEGER
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM visitor AS t1
      WHERE true
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.external_id AS "externalId", array((
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
        )) AS identifiers, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt", to_char(l1.updated_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt", l1.email AS email, l1.first_name AS "firstName", l1.last_name AS "lastName", l1.phone AS phone, l1.street_address AS "streetAddress", l1.city AS city, l1.region AS region, l1.postal_code AS "postalCode", l1.country AS country, l1.social_network AS "socialNetwork", l1.social_handle AS "socialHandle", l1.ip_address AS "ipAddress", l1.device_type AS "deviceType", l1.hardware AS hardware, l1.os AS os, l1.browser AS browser, l1.device_id AS "deviceId", l1.mac_address AS "macAddress", l1.geo_country AS "geoCountry", l1.geo_region AS "geoRegion", l1.geo_city AS "geoCity", l1.latitude_e6 * 0.000001 AS latitude, l1.longitude_e6 * 0.000001 AS longitude, l1.gender AS gender, l1.birth_year AS "birthYear", CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN ($5::INTEGER - l1.birth_year < 18) THEN 'UNDER_18' WHEN ($5::INTEGER - l1.birth_year < 25) THEN '18_24' WHEN ($5::INTEGER - l1.birth_year < 35) THEN '25_34' WHEN ($5::INTEGER - l1.birth_year < 45) THEN '35_44' WHEN ($5::INTEGER - l1.birth_year < 55) THEN '45_54' WHEN ($5::INTEGER - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END AS "ageBand", NULL AS preferences, to_char(l1.first_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "firstSeenAt", to_char(l1.last_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastSeenAt", l1.visit_count AS "visitCount", array_remove(CAST (ARRAY[]::TEXT[] AS TEXT[]), NULL) AS withheld, (
          SELECT row_to_json(z.*) AS row_to_json_4
          FROM (
            SELECT l2.id AS id, l2.domain AS domain
            FROM (
              SELECT t2.id AS id, t2.domain AS domain
              FROM site AS t2
              WHERE t2.id = l1.site_id
              LIMIT 1
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
                SELECT l4.id AS id, to_char(l4.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, l4.path AS path
                FROM (
                  SELECT p4.id AS id, p4.at AS at, p4.path AS path, row_number() OVER () AS n
                  FROM (
                    SELECT t4.id AS id, t4.at AS at, t4.path AS path
                    FROM visit AS t4
                    WHERE t4.visitor_id = l1.id
                    AND t4.site_id = l1.site_id
                    ORDER BY t4.id DESC
                    LIMIT $6::INTEGER
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
                SELECT l5.id AS id, l5.purpose AS purpose, l5.status AS status
                FROM (
                  SELECT t5.id AS id, t5.purpose AS purpose, t5.status AS status
                  FROM consent AS t5
                  WHERE t5.visitor_id = l1.id
                  AND t5.site_id = l1.site_id
                  ORDER BY t5.id ASC
                  LIMIT $7::INTEGER
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
                SELECT l6.id AS id, l6.name AS name
                FROM (
                  SELECT t6.id AS id, t6.name AS name
                  FROM cookie_observation AS t6
                  WHERE t6.visitor_id = l1.id
                  AND t6.site_id = l1.site_id
                  ORDER BY t6.id ASC
                  LIMIT $8::INTEGER
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
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.external_id IS NOT NULL) THEN '1' ELSE '0' END || '1' || CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.first_name IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.last_name IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.street_address IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.city IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.region IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.postal_code IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.country IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.social_network IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.social_handle IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.ip_address IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.device_type IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.hardware IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.browser IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.device_id IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.mac_address IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.geo_country IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.geo_region IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.geo_city IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.latitude_e6 IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.longitude_e6 IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.gender IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.birth_year IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN ($5::INTEGER - l1.birth_year < 18) THEN 'UNDER_18' WHEN ($5::INTEGER - l1.birth_year < 25) THEN '18_24' WHEN ($5::INTEGER - l1.birth_year < 35) THEN '25_34' WHEN ($5::INTEGER - l1.birth_year < 45) THEN '35_44' WHEN ($5::INTEGER - l1.birth_year < 55) THEN '45_54' WHEN ($5::INTEGER - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.first_seen_at IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.last_seen_at IS NOT NULL) THEN '1' ELSE '0' END || '1' || (
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
              LIMIT $6::INTEGER
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
            LIMIT $7::INTEGER
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
            LIMIT $8::INTEGER
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
