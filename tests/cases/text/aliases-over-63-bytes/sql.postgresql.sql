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
  SELECT t1.id AS id, t1.os AS os, t1.preferences AS preferences, t1.site_id AS site_id, t1.latitude_e6 AS latitude_e6, t1.visit_count AS visit_count, t1.created_at AS created_at, t1.phone AS phone
  FROM visitor AS t1
  WHERE true
  ORDER BY t1.id ASC
  LIMIT $4::INTEGER
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT array((
      SELECT CAST ((((((((((((((((((((((('{' || '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz1":') || coalesce(CAST (to_json(z.f0) AS TEXT), 'null')) || ',"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz2":') || coalesce(CAST (to_json(z.f1) AS TEXT), 'null')) || ',"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz3":') || coalesce(CAST (to_json(z.f2) AS TEXT), 'null')) || ',"__typename":') || coalesce(CAST (to_json(z.f3) AS TEXT), 'null')) || ',"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz4":') || coalesce(CAST (to_json(z.f4) AS TEXT), 'null')) || ',"latitude":') || coalesce(CAST (to_json(z.f5) AS TEXT), 'null')) || ',"visitCount":') || coalesce(CAST (to_json(z.f6) AS TEXT), 'null')) || ',"createdAt":') || coalesce(CAST (to_json(z.f7) AS TEXT), 'null')) || ',"phone":') || coalesce(CAST (to_json(z.f8) AS TEXT), 'null')) || ',"identifiers":') || coalesce(CAST (to_json(z.f9) AS TEXT), 'null')) || ',"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz7":') || coalesce(CAST (to_json(z.f10) AS TEXT), 'null')) || '}' AS JSON) AS anon_2
      FROM (
        SELECT l1.id AS f0, l1.os AS f1, CAST (l1.preferences AS JSON) AS f2, 'Visitor' AS f3, (
          SELECT CAST ((((('{' || '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz5":') || coalesce(CAST (to_json(z.f0) AS TEXT), 'null')) || ',"__typename":') || coalesce(CAST (to_json(z.f1) AS TEXT), 'null')) || '}' AS JSON) AS anon_3
          FROM (
            SELECT l2.domain AS f0, 'Site' AS f1
            FROM (
              SELECT t2.domain AS domain
              FROM site AS t2
              WHERE t2.id = l1.site_id
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS f4, l1.latitude_e6 * 0.000001 AS f5, l1.visit_count AS f6, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS f7, l1.phone AS f8, array((
          SELECT CAST ((((('{' || '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz6":') || coalesce(CAST (to_json(z.f0) AS TEXT), 'null')) || ',"__typename":') || coalesce(CAST (to_json(z.f1) AS TEXT), 'null')) || '}' AS JSON) AS anon_4
          FROM (
            SELECT part.kind AS f0, 'Identifier' AS f1
            FROM (
              SELECT l1parts.kind AS kind, l1parts.value AS value
              FROM visitor_alias AS l1parts
              WHERE l1parts.site_id = l1.site_id
              AND l1parts.visitor_id = l1.id
              AND (l1parts.kind NOT IN ('device', 'cookie'))
              ORDER BY l1parts.kind, l1parts.value
            ) AS part
          ) AS z
        )) AS f9, (
          SELECT CAST ((((('{' || '"totalCount":') || coalesce(CAST (to_json(z.f0) AS TEXT), 'null')) || ',"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz8":') || coalesce(CAST (to_json(z.f1) AS TEXT), 'null')) || '}' AS JSON) AS anon_5
          FROM (
            SELECT (
              SELECT count(*) AS count_1
              FROM visit AS t3
              WHERE t3.visitor_id = l1.id
              AND t3.site_id = l1.site_id
            ) AS f0, array((
              SELECT row_to_json(z.*) AS row_to_json_2
              FROM (
                SELECT l4.id AS id, 'Visit' AS __typename
                FROM (
                  SELECT t4.id AS id
                  FROM visit AS t4
                  WHERE t4.visitor_id = l1.id
                  AND t4.site_id = l1.site_id
                  ORDER BY t4.id ASC
                  LIMIT $5::INTEGER
                ) AS l4
              ) AS z
            )) AS f1
          ) AS z
        ) AS f10
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_6
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.preferences IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.latitude_e6 IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END || '1' AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
