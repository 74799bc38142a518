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
  SELECT t1.id AS id, t1.domain AS domain, t1.name AS name, t1.organization_id AS organization_id
  FROM site AS t1
  WHERE t1.id IN (
    SELECT acquisition_site.site_id
    FROM acquisition_site, acquisition
    WHERE acquisition_site.acquisition_id = acquisition.id
    AND acquisition.acquirer_id = :organization
    AND acquisition.status = 'OPEN'
  ) OR t1.id IN (
    SELECT acquisition_site.site_id
    FROM acquisition_site, acquisition
    WHERE acquisition_site.acquisition_id = acquisition.id
    AND acquisition.acquirer_id = :organization
    AND acquisition.status = 'CLOSED'
    AND acquisition.kind != 'FINANCING'
  )
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM site AS t1
  WHERE t1.id IN (
    SELECT acquisition_site.site_id
    FROM acquisition_site, acquisition
    WHERE acquisition_site.acquisition_id = acquisition.id
    AND acquisition.acquirer_id = :organization
    AND acquisition.status = 'OPEN'
  ) OR t1.id IN (
    SELECT acquisition_site.site_id
    FROM acquisition_site, acquisition
    WHERE acquisition_site.acquisition_id = acquisition.id
    AND acquisition.acquirer_id = :organization
    AND acquisition.status = 'CLOSED'
    AND acquisition.kind != 'FINANCING'
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'domain', l1.domain, 'name', l1.name, 'jurisdiction', NULL, 'noticeDays', NULL, 'createdAt', NULL, 'organization', (
    SELECT json_object('id', l2.id, 'name', l2.name) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.name AS name
      FROM organization AS t2
      WHERE t2.id = l1.organization_id
      AND coalesce(t2.id = :organization, 0) = 1
      LIMIT 1
    ) AS l2
  ))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
