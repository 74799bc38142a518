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
  SELECT p1.id AS id, row_number() OVER () AS n
  FROM (
    SELECT t1.id AS id
    FROM visitor AS t1
    WHERE true
    ORDER BY t1.id DESC
    LIMIT $4::INTEGER
  ) AS p1
  ORDER BY n DESC
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
        SELECT l1.id AS id
        FROM l1
        WHERE l1.n <= $5::INTEGER
      ) AS z
    )) AS nodes, (
      SELECT row_to_json(z.*) AS row_to_json_3
      FROM (
        SELECT false AS "hasNextPage", (
          SELECT count(*) AS count_2
          FROM l1
        ) > $5::INTEGER AS "hasPreviousPage", (
          SELECT translate(encode(convert_to('["cf9f5896"' || ',' || coalesce(CAST (to_json(l1.id) AS TEXT), 'null') || ']', 'UTF8'), 'base64'), E '+/=\n', '-_') AS translate_1
          FROM l1
          WHERE l1.n <= $5::INTEGER
          ORDER BY l1.n DESC
          LIMIT 1
        ) AS "startCursor", (
          SELECT translate(encode(convert_to('["cf9f5896"' || ',' || coalesce(CAST (to_json(l1.id) AS TEXT), 'null') || ']', 'UTF8'), 'base64'), E '+/=\n', '-_') AS translate_1
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
      SELECT substr(l1.id, 5) AS id, '' AS signature
      FROM l1
      WHERE l1.n <= $5::INTEGER
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
