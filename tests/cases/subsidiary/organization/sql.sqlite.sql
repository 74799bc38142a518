WITH guard AS MATERIALIZED (
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
  SELECT t1.id AS id, t1.name AS name
  FROM organization AS t1
  WHERE coalesce(t1.id = :organization, 0) = 1 OR coalesce(t1.id IN (
    SELECT sharing_grant.grantor_id
    FROM sharing_grant
    WHERE sharing_grant.recipient_id = :organization
    AND sharing_grant.status = 'ACTIVE'
    AND sharing_grant.starts_at <= :now
    AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > :now)
    AND (EXISTS (
      SELECT name_of.value
      FROM json_each(sharing_grant.purposes) AS name_of
      WHERE name_of.value IN ('analytics', 'analytics.reporting')
    ))
  ), 0) = 1
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM organization AS t1
  WHERE coalesce(t1.id = :organization, 0) = 1 OR coalesce(t1.id IN (
    SELECT sharing_grant.grantor_id
    FROM sharing_grant
    WHERE sharing_grant.recipient_id = :organization
    AND sharing_grant.status = 'ACTIVE'
    AND sharing_grant.starts_at <= :now
    AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > :now)
    AND (EXISTS (
      SELECT name_of.value
      FROM json_each(sharing_grant.purposes) AS name_of
      WHERE name_of.value IN ('analytics', 'analytics.reporting')
    ))
  ), 0) = 1
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'name', l1.name, 'kind', NULL, 'country', NULL, 'contact', NULL, 'createdAt', NULL)) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
