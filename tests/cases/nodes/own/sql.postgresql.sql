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
  SELECT t1.id AS id, t1.email AS email
  FROM visitor AS t1
  WHERE t1.id = $4::VARCHAR COLLATE "C"
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
  LIMIT 1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT l1.id AS id, l1.email AS email
    FROM l1
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END || '","' || substr(l1.id, 5) || '"]' || ']' AS anon_2
  FROM l1
), '[]') END AS facts0
FROM guard
