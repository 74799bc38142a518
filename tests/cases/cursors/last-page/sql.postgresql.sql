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
  SELECT p1.k0 AS k0, p1.k1 AS k1, p1.id AS id, p1.os AS os, p1.visit_count AS visit_count, row_number() OVER () AS n
  FROM (
    SELECT t1.os AS k0, t1.visit_count AS k1, t1.id AS id, t1.os AS os, t1.visit_count AS visit_count
    FROM visitor AS t1
    WHERE true
    ORDER BY t1.os ASC NULLS FIRST, t1.visit_count DESC, t1.id DESC
    LIMIT $4::INTEGER
  ) AS p1
  ORDER BY n DESC
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT translate(encode(convert_to('["439aa507"' || ',' || coalesce(CAST (to_json(l1.k0) AS TEXT), 'null') || ',' || coalesce(CAST (to_json(l1.k1) AS TEXT), 'null') || ',' || coalesce(CAST (to_json(l1.id) AS TEXT), 'null') || ']', 'UTF8'), 'base64'), E '+/=\n', '-_') AS cursor, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l1.id AS id, l1.os AS os, l1.visit_count AS "visitCount"
          ) AS z
        ) AS node
        FROM l1
        WHERE l1.n <= $5::INTEGER
      ) AS z
    )) AS edges, (
      SELECT row_to_json(z.*) AS row_to_json_4
      FROM (
        SELECT false AS "hasNextPage", (
          SELECT count(*) AS count_1
          FROM l1
        ) > $5::INTEGER AS "hasPreviousPage", (
          SELECT translate(encode(convert_to('["439aa507"' || ',' || coalesce(CAST (to_json(l1.k0) AS TEXT), 'null') || ',' || coalesce(CAST (to_json(l1.k1) AS TEXT), 'null') || ',' || coalesce(CAST (to_json(l1.id) AS TEXT), 'null') || ']', 'UTF8'), 'base64'), E '+/=\n', '-_') AS translate_1
          FROM l1
          WHERE l1.n <= $5::INTEGER
          ORDER BY l1.n DESC
          LIMIT 1
        ) AS "startCursor", (
          SELECT translate(encode(convert_to('["439aa507"' || ',' || coalesce(CAST (to_json(l1.k0) AS TEXT), 'null') || ',' || coalesce(CAST (to_json(l1.k1) AS TEXT), 'null') || ',' || coalesce(CAST (to_json(l1.id) AS TEXT), 'null') || ']', 'UTF8'), 'base64'), E '+/=\n', '-_') AS translate_1
          FROM l1
          WHERE l1.n = 1
          AND l1.n <= $5::INTEGER
        ) AS "endCursor"
      ) AS z
    ) AS "pageInfo"
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END AS signature
      FROM l1
      WHERE l1.n <= $5::INTEGER
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
