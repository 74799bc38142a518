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
  SELECT t1.id AS id, t1.os AS os, t1.browser AS browser, t1.phone AS phone, t1.city AS city, t1.region AS region, t1.email AS email, t1.external_id AS external_id
  FROM visitor AS t1
  WHERE true
  ORDER BY t1.id ASC
  LIMIT $4::INTEGER
), l2 AS MATERIALIZED (
  SELECT t2.id AS id
  FROM site AS t2
  WHERE true
  ORDER BY t2.id ASC
  LIMIT $5::INTEGER
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM site AS t3
  WHERE true
  ORDER BY t3.id ASC
  LIMIT $6::INTEGER
), l4 AS MATERIALIZED (
  SELECT t4.id AS id
  FROM site AS t4
  WHERE true
  ORDER BY t4.id ASC
  LIMIT $7::INTEGER
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS z, l1.os AS y, l1.browser AS n, l1.phone AS l1, l1.city AS t1, l1.region AS p1, l1.email AS object, l1.id AS verdict, l1.external_id AS node
        FROM l1
      ) AS z
    )) AS z
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.browser IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.city IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.region IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.external_id IS NOT NULL) THEN '1' ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_3
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_4
      FROM (
        SELECT l2.id AS id
        FROM l2
      ) AS z
    )) AS guard
  ) AS z
) AS TEXT) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_5
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM site AS t3
      WHERE true
    ) AS "totalCount"
  ) AS z
) AS TEXT) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_6
  FROM (
    SELECT (
      SELECT count(*) AS count_2
      FROM site AS t4
      WHERE true
    ) AS "from"
  ) AS z
) AS TEXT) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts3
FROM guard
