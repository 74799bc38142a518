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
), granted AS MATERIALIZED (
  SELECT sharing_grant.site_id AS site_id, name_of.value AS category
  FROM sharing_grant LEFT OUTER
  JOIN json_each(sharing_grant.categories) AS name_of ON 1 = 1
  WHERE sharing_grant.site_id IS NOT NULL
  AND sharing_grant.recipient_id = :organization
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= :now
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > :now)
  AND (EXISTS (
    SELECT name_of.value
    FROM json_each(sharing_grant.purposes) AS name_of
    WHERE name_of.value IN ('analytics', 'analytics.reporting')
  )) UNION ALL
  SELECT site.id AS id, name_of.value AS category
  FROM site
  JOIN (sharing_grant LEFT OUTER
  JOIN json_each(sharing_grant.categories) AS name_of ON 1 = 1) ON sharing_grant.grantor_id = site.organization_id
  WHERE sharing_grant.site_id IS NULL
  AND sharing_grant.recipient_id = :organization
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= :now
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > :now)
  AND (EXISTS (
    SELECT name_of.value
    FROM json_each(sharing_grant.purposes) AS name_of
    WHERE name_of.value IN ('analytics', 'analytics.reporting')
  ))
), l1 AS MATERIALIZED (
  SELECT t1.id AS id, t1.purposes AS purposes, t1.categories AS categories, t1.status AS status, t1.starts_at AS starts_at, t1.expires_at AS expires_at, t1.grantor_id AS grantor_id, t1.recipient_id AS recipient_id, t1.site_id AS site_id
  FROM sharing_grant AS t1
  WHERE coalesce(t1.grantor_id = :organization OR t1.recipient_id = :organization, 0) = 1
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM sharing_grant AS t1
  WHERE coalesce(t1.grantor_id = :organization OR t1.recipient_id = :organization, 0) = 1
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'purposes', json(l1.purposes), 'categories', json(l1.categories), 'legalBasis', NULL, 'agreement', NULL, 'status', l1.status, 'startsAt', l1.starts_at, 'expiresAt', l1.expires_at, 'createdAt', NULL, 'grantor', (
    SELECT json_object('id', l2.id, 'name', l2.name) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.name AS name
      FROM organization AS t2
      WHERE t2.id = l1.grantor_id
      AND (coalesce(t2.id = :organization, 0) = 1 OR coalesce(t2.id IN (
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
      ), 0) = 1)
      LIMIT 1
    ) AS l2
  ), 'recipient', (
    SELECT json_object('id', l3.id, 'name', l3.name) AS json_object_2
    FROM (
      SELECT t3.id AS id, t3.name AS name
      FROM organization AS t3
      WHERE t3.id = l1.recipient_id
      AND (coalesce(t3.id = :organization, 0) = 1 OR coalesce(t3.id IN (
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
      ), 0) = 1)
      LIMIT 1
    ) AS l3
  ), 'site', (
    SELECT json_object('id', l4.id, 'domain', l4.domain) AS json_object_3
    FROM (
      SELECT t4.id AS id, t4.domain AS domain
      FROM site AS t4
      WHERE t4.id = l1.site_id
      AND t4.id IN (
        SELECT granted.site_id
        FROM granted
      )
      LIMIT 1
    ) AS l4
  ))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
