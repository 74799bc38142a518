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
  SELECT t1.id AS id, t1.external_id AS external_id, t1.created_at AS created_at, t1.updated_at AS updated_at, t1.site_id AS site_id
  FROM visitor AS t1
  WHERE t1.site_id = any($4::TEXT[])
  AND t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $5::VARCHAR COLLATE "C"
  )
  AND t1.restricted_at IS NULL
  AND t1.permission_basis IS NOT NULL
  AND ($6::BOOLEAN OR t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $5::VARCHAR COLLATE "C"
  ))
  ORDER BY t1.id ASC
  LIMIT $7::INTEGER
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM visitor AS t1
      WHERE t1.site_id = any($4::TEXT[])
      AND t1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $5::VARCHAR COLLATE "C"
      )
      AND t1.restricted_at IS NULL
      AND t1.permission_basis IS NOT NULL
      AND ($6::BOOLEAN OR t1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $5::VARCHAR COLLATE "C"
      ))
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.external_id AS "externalId", NULL AS identifiers, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt", to_char(l1.updated_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt", NULL AS email, NULL AS "firstName", NULL AS "lastName", NULL AS phone, NULL AS "streetAddress", NULL AS city, NULL AS region, NULL AS "postalCode", NULL AS country, NULL AS "socialNetwork", NULL AS "socialHandle", NULL AS "ipAddress", NULL AS "deviceType", NULL AS hardware, NULL AS os, NULL AS browser, NULL AS "deviceId", NULL AS "macAddress", NULL AS "geoCountry", NULL AS "geoRegion", NULL AS "geoCity", NULL AS latitude, NULL AS longitude, NULL AS gender, NULL AS "birthYear", NULL AS "ageBand", NULL AS preferences, NULL AS "firstSeenAt", NULL AS "lastSeenAt", NULL AS "visitCount", array_remove(CAST (ARRAY[]::TEXT[] AS TEXT[]), NULL) AS withheld, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, l2.domain AS domain
            FROM (
              SELECT t2.id AS id, t2.domain AS domain
              FROM site AS t2
              WHERE t2.id = l1.site_id
              AND t2.id = any($4::TEXT[])
              AND t2.id IN (
                SELECT site.id
                FROM site
                WHERE site.organization_id = $5::VARCHAR COLLATE "C"
              )
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS site, NULL AS visits, (
          SELECT row_to_json(z.*) AS row_to_json_4
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_5
              FROM (
                SELECT l3.id AS id, l3.purpose AS purpose, l3.status AS status
                FROM (
                  SELECT t3.id AS id, t3.purpose AS purpose, t3.status AS status
                  FROM consent AS t3
                  WHERE t3.visitor_id = l1.id
                  AND t3.site_id = l1.site_id
                  AND t3.site_id = any($4::TEXT[])
                  ORDER BY t3.id ASC
                  LIMIT $8::INTEGER
                ) AS l3
              ) AS z
            )) AS nodes
          ) AS z
        ) AS consents, (
          SELECT row_to_json(z.*) AS row_to_json_6
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_7
              FROM (
                SELECT l4.id AS id, l4.name AS name
                FROM (
                  SELECT t4.id AS id, t4.name AS name
                  FROM cookie_observation AS t4
                  WHERE t4.visitor_id = l1.id
                  AND t4.site_id = l1.site_id
                  AND t4.site_id = any($4::TEXT[])
                  ORDER BY t4.id ASC
                  LIMIT $9::INTEGER
                ) AS l4
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
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.external_id IS NOT NULL) THEN '1' ELSE '0' END || '1' || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN (l5.purpose IS NOT NULL) THEN '1' ELSE '0' END AS s0, CASE WHEN (l5.status IS NOT NULL) THEN '1' ELSE '0' END AS s1
          FROM (
            SELECT t5.purpose AS purpose, t5.status AS status
            FROM consent AS t5
            WHERE t5.visitor_id = l1.id
            AND t5.site_id = l1.site_id
            AND t5.site_id = any($4::TEXT[])
            ORDER BY t5.id ASC
            LIMIT $8::INTEGER
          ) AS l5
        ) AS signed
      ) || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_1
        FROM (
          SELECT CASE WHEN (l6.name IS NOT NULL) THEN '1' ELSE '0' END AS s0
          FROM (
            SELECT t6.name AS name
            FROM cookie_observation AS t6
            WHERE t6.visitor_id = l1.id
            AND t6.site_id = l1.site_id
            AND t6.site_id = any($4::TEXT[])
            ORDER BY t6.id ASC
            LIMIT $9::INTEGER
          ) AS l6
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
