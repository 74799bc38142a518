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
  SELECT t1.id AS id, t1.purpose AS purpose, t1.regime AS regime, t1.status AS status, t1.legal_basis AS legal_basis, t1.recipients AS recipients, t1.method AS method, t1.jurisdiction AS jurisdiction, t1.language AS language, t1.given_at AS given_at, t1.withdrawn_at AS withdrawn_at, t1.expires_at AS expires_at, t1.source AS source, t1.visitor_id AS visitor_id, t1.site_id AS site_id, t1.notice_id AS notice_id
  FROM consent AS t1
  JOIN visitor AS v1 ON v1.site_id = t1.site_id
  AND v1.id = t1.visitor_id
  WHERE 1 = 1
  ORDER BY t1.id ASC
  LIMIT :v0
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM consent AS t1
  JOIN visitor AS v1 ON v1.site_id = t1.site_id
  AND v1.id = t1.visitor_id
  WHERE 1 = 1
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'purpose', l1.purpose, 'regime', l1.regime, 'status', l1.status, 'legalBasis', l1.legal_basis, 'recipients', json(l1.recipients), 'method', l1.method, 'jurisdiction', l1.jurisdiction, 'language', l1.language, 'givenAt', l1.given_at, 'withdrawnAt', l1.withdrawn_at, 'expiresAt', l1.expires_at, 'source', l1.source, 'visitor', (
    SELECT json_object('id', l2.id, 'externalId', l2.external_id) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.external_id AS external_id
      FROM visitor AS t2
      WHERE t2.id = l1.visitor_id
      AND t2.site_id = l1.site_id
      LIMIT 1
    ) AS l2
  ), 'notice', (
    SELECT json_object('id', l3.id, 'version', l3.version) AS json_object_2
    FROM (
      SELECT t3.id AS id, t3.version AS version
      FROM notice AS t3
      WHERE t3.id = l1.notice_id
      AND t3.site_id = l1.site_id
      LIMIT 1
    ) AS l3
  ), 'history', json_object('nodes', (
    SELECT json_group_array(json_object('id', l4.id, 'status', l4.status, 'method', l4.method, 'source', l4.source, 'recordedAt', l4.recorded_at)) AS json_group_array_2
    FROM (
      SELECT t4.id AS id, t4.status AS status, t4.method AS method, t4.source AS source, t4.recorded_at AS recorded_at
      FROM consent_event AS t4
      WHERE t4.consent_id = l1.id
      AND t4.site_id = l1.site_id
      ORDER BY t4.id ASC
      LIMIT :v1
    ) AS l4
  )))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l1.visitor_id, 5) AS id, CASE WHEN (l1.jurisdiction IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.language IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.given_at IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.withdrawn_at IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.expires_at IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.source IS NOT NULL) THEN '1' ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_1
        FROM (
          SELECT CASE WHEN (l5.external_id IS NOT NULL) THEN '1' ELSE '0' END AS s0
          FROM (
            SELECT t5.external_id AS external_id
            FROM visitor AS t5
            WHERE t5.id = l1.visitor_id
            AND t5.site_id = l1.site_id
            LIMIT 1
          ) AS l5
        ) AS signed
      ) || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s2, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s3, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN (l6.status IS NOT NULL) THEN '1' ELSE '0' END AS s0, CASE WHEN (l6.method IS NOT NULL) THEN '1' ELSE '0' END AS s1, CASE WHEN (l6.source IS NOT NULL) THEN '1' ELSE '0' END AS s2, CASE WHEN (l6.recorded_at IS NOT NULL) THEN '1' ELSE '0' END AS s3
          FROM (
            SELECT t6.status AS status, t6.method AS method, t6.source AS source, t6.recorded_at AS recorded_at
            FROM consent_event AS t6
            WHERE t6.consent_id = l1.id
            AND t6.site_id = l1.site_id
            ORDER BY t6.id ASC
            LIMIT :v1
          ) AS l6
        ) AS signed
      ) AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
