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
  SELECT t1.id AS id, t1.path AS path, t1.visitor_id AS visitor_id, t1.site_id AS site_id
  FROM visit AS t1
  JOIN visitor AS v1 ON v1.site_id = t1.site_id
  AND v1.id = t1.visitor_id
  WHERE v1.restricted_at IS NULL
  AND v1.permission_basis IS NOT NULL
  AND ($4::BOOLEAN OR v1.site_id IN (
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
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.path AS path, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, NULL AS email, (
              SELECT row_to_json(z.*) AS row_to_json_4
              FROM (
                SELECT array((
                  SELECT row_to_json(z.*) AS row_to_json_5
                  FROM (
                    SELECT (
                      SELECT row_to_json(z.*) AS row_to_json_6
                      FROM (
                        SELECT NULL AS "firstName"
                        FROM (
                          SELECT t4.id AS id
                          FROM visitor AS t4
                          WHERE t4.id = l3.visitor_id
                          AND t4.site_id = l3.site_id
                          LIMIT 1
                        ) AS l4
                      ) AS z
                    ) AS visitor
                    FROM (
                      SELECT t3.visitor_id AS visitor_id, t3.site_id AS site_id
                      FROM visit AS t3
                      WHERE t3.visitor_id = l2.id
                      AND t3.site_id = l2.site_id
                      ORDER BY t3.id ASC
                      LIMIT $7::INTEGER
                    ) AS l3
                  ) AS z
                )) AS nodes
              ) AS z
            ) AS visits
            FROM (
              SELECT t2.id AS id, t2.site_id AS site_id
              FROM visitor AS t2
              WHERE t2.id = l1.visitor_id
              AND t2.site_id = l1.site_id
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS visitor
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l1.visitor_id, 5) AS id, CASE WHEN (l1.path IS NOT NULL) THEN '1' ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
