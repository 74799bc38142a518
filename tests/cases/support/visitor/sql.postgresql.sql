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
  SELECT t1.id AS id, t1.external_id AS external_id, t1.email AS email, t1.first_name AS first_name, t1.last_name AS last_name, t1.phone AS phone, t1.site_id AS site_id
  FROM visitor AS t1
  WHERE t1.restricted_at IS NULL
  AND t1.permission_basis IS NOT NULL
  AND ($4::BOOLEAN OR t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $5::VARCHAR COLLATE "C"
  ))
  ORDER BY t1.id ASC
  LIMIT $6::INTEGER
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM visitor AS t1
      WHERE t1.restricted_at IS NULL
      AND t1.permission_basis IS NOT NULL
      AND ($4::BOOLEAN OR t1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $5::VARCHAR COLLATE "C"
      ))
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.external_id AS "externalId", NULL AS identifiers, NULL AS "createdAt", NULL AS "updatedAt", l1.email AS email, l1.first_name AS "firstName", l1.last_name AS "lastName", l1.phone AS phone, NULL AS "streetAddress", NULL AS city, NULL AS region, NULL AS "postalCode", NULL AS country, NULL AS "socialNetwork", NULL AS "socialHandle", NULL AS "ipAddress", NULL AS "deviceType", NULL AS hardware, NULL AS os, NULL AS browser, NULL AS "deviceId", NULL AS "macAddress", NULL AS "geoCountry", NULL AS "geoRegion", NULL AS "geoCity", NULL AS latitude, NULL AS longitude, NULL AS gender, NULL AS "birthYear", NULL AS "ageBand", NULL AS preferences, NULL AS "firstSeenAt", NULL AS "lastSeenAt", NULL AS "visitCount", array_remove(CAST (ARRAY[]::TEXT[] AS TEXT[]), NULL) AS withheld, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, l2.domain AS domain
            FROM (
              SELECT t2.id AS id, t2.domain AS domain
              FROM site AS t2
              WHERE t2.id = l1.site_id
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
                  ORDER BY t3.id ASC
                  LIMIT $7::INTEGER
                ) AS l3
              ) AS z
            )) AS nodes
          ) AS z
        ) AS consents, NULL AS cookies
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.external_id IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.first_name IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.last_name IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END || '1' || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN (l4.purpose IS NOT NULL) THEN '1' ELSE '0' END AS s0, CASE WHEN (l4.status IS NOT NULL) THEN '1' ELSE '0' END AS s1
          FROM (
            SELECT t4.purpose AS purpose, t4.status AS status
            FROM consent AS t4
            WHERE t4.visitor_id = l1.id
            AND t4.site_id = l1.site_id
            ORDER BY t4.id ASC
            LIMIT $7::INTEGER
          ) AS l4
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
