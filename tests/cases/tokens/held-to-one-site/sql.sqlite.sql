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
  SELECT t1.domain AS domain
  FROM site AS t1
  WHERE t1.id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
  ORDER BY t1.id ASC
  LIMIT 20
), l2 AS MATERIALIZED (
  SELECT t2.id AS id, t2.grantor_id AS grantor_id, t2.recipient_id AS recipient_id, t2.site_id AS site_id, t2.status AS status
  FROM sharing_grant AS t2
  WHERE t2.site_id IS NOT NULL
  AND t2.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  ) OR t2.site_id IS NULL
  AND t2.grantor_id IN (
    SELECT link_site.organization_id
    FROM site AS link_site
    WHERE link_site.id IN (
      SELECT bound.value
      FROM json_each(:sites) AS bound
    )
  )
  ORDER BY t2.id ASC
  LIMIT 20
), l6 AS MATERIALIZED (
  SELECT t6.id AS id, t6.kind AS kind, t6.status AS status, t6.acquirer_id AS acquirer_id
  FROM acquisition AS t6
  WHERE t6.id IN (
    SELECT link_acquisition_site.acquisition_id
    FROM acquisition_site AS link_acquisition_site
    WHERE link_acquisition_site.site_id IN (
      SELECT bound.value
      FROM json_each(:sites) AS bound
    )
  )
  ORDER BY t6.id ASC
  LIMIT 20
), l8 AS MATERIALIZED (
  SELECT t8.id AS id, t8.authority_id AS authority_id, t8.status AS status
  FROM legal_request AS t8
  WHERE t8.id IN (
    SELECT link_legal_request_visitor.legal_request_id
    FROM legal_request_visitor AS link_legal_request_visitor
    WHERE link_legal_request_visitor.site_id IN (
      SELECT bound.value
      FROM json_each(:sites) AS bound
    )
  )
  ORDER BY t8.id ASC
  LIMIT 20
), l10 AS MATERIALIZED (
  SELECT t10.id AS id
  FROM disclosure AS t10
  WHERE t10.actor = :token
  ORDER BY t10.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('domain', l1.domain)) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM sharing_grant AS t2
  WHERE t2.site_id IS NOT NULL
  AND t2.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  ) OR t2.site_id IS NULL
  AND t2.grantor_id IN (
    SELECT link_site.organization_id
    FROM site AS link_site
    WHERE link_site.id IN (
      SELECT bound.value
      FROM json_each(:sites) AS bound
    )
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l2.id, 'grantor', (
    SELECT json_object('name', l3.name) AS json_object_1
    FROM (
      SELECT t3.name AS name
      FROM organization AS t3
      WHERE t3.id = l2.grantor_id
      LIMIT 1
    ) AS l3
  ), 'recipient', (
    SELECT json_object('name', l4.name) AS json_object_2
    FROM (
      SELECT t4.name AS name
      FROM organization AS t4
      WHERE t4.id = l2.recipient_id
      LIMIT 1
    ) AS l4
  ), 'site', (
    SELECT json_object('domain', l5.domain) AS json_object_3
    FROM (
      SELECT t5.domain AS domain
      FROM site AS t5
      WHERE t5.id = l2.site_id
      AND t5.id IN (
        SELECT bound.value
        FROM json_each(:sites) AS bound
      )
      LIMIT 1
    ) AS l5
  ), 'status', l2.status)) AS json_group_array_2
  FROM l2
)) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_2
  FROM acquisition AS t6
  WHERE t6.id IN (
    SELECT link_acquisition_site.acquisition_id
    FROM acquisition_site AS link_acquisition_site
    WHERE link_acquisition_site.site_id IN (
      SELECT bound.value
      FROM json_each(:sites) AS bound
    )
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l6.id, 'kind', l6.kind, 'status', l6.status, 'acquirer', (
    SELECT json_object('name', l7.name) AS json_object_4
    FROM (
      SELECT t7.name AS name
      FROM organization AS t7
      WHERE t7.id = l6.acquirer_id
      LIMIT 1
    ) AS l7
  ))) AS json_group_array_3
  FROM l6
)) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_3
  FROM legal_request AS t8
  WHERE t8.id IN (
    SELECT link_legal_request_visitor.legal_request_id
    FROM legal_request_visitor AS link_legal_request_visitor
    WHERE link_legal_request_visitor.site_id IN (
      SELECT bound.value
      FROM json_each(:sites) AS bound
    )
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l8.id, 'authority', (
    SELECT json_object('name', l9.name) AS json_object_5
    FROM (
      SELECT t9.name AS name
      FROM organization AS t9
      WHERE t9.id = l8.authority_id
      LIMIT 1
    ) AS l9
  ), 'status', l8.status)) AS json_group_array_4
  FROM l8
)) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_4
  FROM disclosure AS t10
  WHERE t10.actor = :token
), 'nodes', (
  SELECT json_group_array(json_object('id', l10.id)) AS json_group_array_5
  FROM l10
)) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts4
FROM guard
