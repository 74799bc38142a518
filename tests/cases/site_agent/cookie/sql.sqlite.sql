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
  SELECT t1.id AS id, t1.name AS name, t1.is_pattern AS is_pattern, t1.domain AS domain, t1.category AS category, t1.provider AS provider, t1.description AS description, t1.retention AS retention, t1.retention_seconds AS retention_seconds, t1.third_party AS third_party, t1.site_id AS site_id
  FROM cookie AS t1
  WHERE t1.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
  AND t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM cookie AS t1
  WHERE t1.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
  AND t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'name', l1.name, 'isPattern', CASE l1.is_pattern WHEN 1 THEN json('true') WHEN 0 THEN json('false') END, 'domain', l1.domain, 'category', l1.category, 'provider', l1.provider, 'description', l1.description, 'retention', l1.retention, 'retentionSeconds', l1.retention_seconds, 'thirdParty', CASE l1.third_party WHEN 1 THEN json('true') WHEN 0 THEN json('false') END, 'site', (
    SELECT json_object('id', l2.id, 'name', l2.name) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.name AS name
      FROM site AS t2
      WHERE t2.id = l1.site_id
      AND t2.id IN (
        SELECT bound.value
        FROM json_each(:sites) AS bound
      )
      AND t2.id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      )
      LIMIT 1
    ) AS l2
  ))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
