WITH guard AS (
  SELECT coalesce((
    SELECT CASE WHEN (access_token.revoked_at IS NOT NULL) THEN 'revoked' WHEN (access_token.expires_at <= :now) THEN 'expired' WHEN (organization.disabled_at IS NOT NULL) THEN 'disabled' WHEN (EXISTS (
      SELECT *
      FROM app_user
      WHERE app_user.id = access_token.user_id
      AND app_user.disabled_at IS NOT NULL
    )) THEN 'disabled' WHEN (NOT (EXISTS (
      SELECT *
      FROM policy_revision
      WHERE policy_revision.active = 1
      AND policy_revision.revision = :revision
    ))) THEN 'stale' ELSE 'ok' END AS anon_1
    FROM access_token
    JOIN organization ON organization.id = access_token.organization_id
    WHERE access_token.id = :token
  ), 'unknown') AS verdict
), l1 AS MATERIALIZED (
  SELECT t1.id AS id, t1.os AS os
  FROM visitor AS t1
  WHERE t1.id = :v0
  AND t1.site_id = (
    SELECT found.site_id
    FROM visitor AS found
    WHERE found.id = :v0
    LIMIT 1
  )
  LIMIT 1
)
SELECT (
  SELECT guard.verdict
  FROM guard
) AS verdict, CASE WHEN ((
  SELECT guard.verdict
  FROM guard
) = 'ok') THEN (
  SELECT json_object('__typename', 'Visitor', 'id', l1.id, 'os', l1.os) AS json_object_1
  FROM l1
) END AS body0, CASE WHEN ((
  SELECT guard.verdict
  FROM guard
) = 'ok') THEN (
  SELECT '' || '[' || coalesce(group_concat('' || '["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l1.id, 5) AS id, '' || CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
