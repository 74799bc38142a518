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
  SELECT t1.id AS id, t1.purposes AS purposes, t1.categories AS categories, t1.legal_basis AS legal_basis, t1.agreement AS agreement, t1.status AS status, t1.starts_at AS starts_at, t1.expires_at AS expires_at, t1.created_at AS created_at, t1.grantor_id AS grantor_id, t1.recipient_id AS recipient_id, t1.site_id AS site_id
  FROM sharing_grant AS t1
  WHERE 1 = 1
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM sharing_grant AS t1
  WHERE 1 = 1
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'purposes', json(l1.purposes), 'categories', json(l1.categories), 'legalBasis', l1.legal_basis, 'agreement', l1.agreement, 'status', l1.status, 'startsAt', l1.starts_at, 'expiresAt', l1.expires_at, 'createdAt', l1.created_at, 'grantor', (
    SELECT json_object('id', l2.id, 'name', l2.name) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.name AS name
      FROM organization AS t2
      WHERE t2.id = l1.grantor_id
      LIMIT 1
    ) AS l2
  ), 'recipient', (
    SELECT json_object('id', l3.id, 'name', l3.name) AS json_object_2
    FROM (
      SELECT t3.id AS id, t3.name AS name
      FROM organization AS t3
      WHERE t3.id = l1.recipient_id
      LIMIT 1
    ) AS l3
  ), 'site', (
    SELECT json_object('id', l4.id, 'domain', l4.domain) AS json_object_3
    FROM (
      SELECT t4.id AS id, t4.domain AS domain
      FROM site AS t4
      WHERE t4.id = l1.site_id
      LIMIT 1
    ) AS l4
  ))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
