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
  SELECT t1.id AS id, t1.name AS name
  FROM organization AS t1
  WHERE coalesce(t1.id = $4::VARCHAR COLLATE "C", false) OR coalesce(t1.id IN (
    SELECT sharing_grant.grantor_id
    FROM sharing_grant
    WHERE sharing_grant.recipient_id = $4::VARCHAR COLLATE "C"
    AND sharing_grant.status = 'ACTIVE'
    AND sharing_grant.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > $1::TIMESTAMP
    WITH TIME ZONE)
    AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ])
  ), false)
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM organization AS t1
      WHERE coalesce(t1.id = $4::VARCHAR COLLATE "C", false) OR coalesce(t1.id IN (
        SELECT sharing_grant.grantor_id
        FROM sharing_grant
        WHERE sharing_grant.recipient_id = $4::VARCHAR COLLATE "C"
        AND sharing_grant.status = 'ACTIVE'
        AND sharing_grant.starts_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ])
      ), false)
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.name AS name, NULL AS kind, NULL AS country, NULL AS contact, NULL AS "createdAt"
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
