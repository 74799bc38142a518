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
  SELECT t1.id AS id, t1.external_id AS external_id, t1.site_id AS site_id, t1.created_at AS created_at, t1.updated_at AS updated_at, t1.email_sha256 AS email_sha256
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
        )) AS identifiers, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt", to_char(l1.updated_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt", l1.email_sha256 AS email, NULL AS "firstName", NULL AS "lastName", NULL AS phone, NULL AS "streetAddress", NULL AS city, NULL AS region, NULL AS "postalCode", NULL AS country, NULL AS "socialNetwork", NULL AS "socialHandle", NULL AS "ipAddress", NULL AS "deviceType", NULL AS hardware, NULL AS os, NULL AS browser, NULL AS "deviceId", NULL AS "macAddress", NULL AS "geoCountry", NULL AS "geoRegion", NULL AS "geoCity", NULL AS latitude, NULL AS longitude, NULL AS gender, NULL AS "birthYear", NULL AS "ageBand", NULL AS preferences, NULL AS "firstSeenAt", NULL AS "lastSeenAt", NULL AS "visitCount", array_remove(CAST (ARRAY[]::TEXT[] AS TEXT[]), NULL) AS withheld, (
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
                SELECT l4.id AS id, NULL AS at, NULL AS path
                FROM (
                  SELECT p4.id AS id, row_number() OVER () AS n
                  FROM (
                    SELECT t4.id AS id
                    FROM visit AS t4
                    WHERE t4.visitor_id = l1.id
                    AND t4.site_id = l1.site_id
                    ORDER BY t4.id DESC
                    LIMIT $5::INTEGER
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
                  LIMIT $6::INTEGER
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
                  LIMIT $7::INTEGER
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
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.external_id IS NOT NULL) THEN '1' ELSE '0' END || '1' || CASE WHEN (l1.email_sha256 IS NOT NULL) THEN '8' ELSE '0' END || '1' || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN (l8.purpose IS NOT NULL) THEN '1' ELSE '0' END AS s0, CASE WHEN (l8.status IS NOT NULL) THEN '1' ELSE '0' END AS s1
          FROM (
            SELECT t8.purpose AS purpose, t8.status AS status
            FROM consent AS t8
            WHERE t8.visitor_id = l1.id
            AND t8.site_id = l1.site_id
            ORDER BY t8.id ASC
            LIMIT $6::INTEGER
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
            LIMIT $7::INTEGER
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
