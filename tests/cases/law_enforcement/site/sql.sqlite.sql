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
  SELECT m1.id AS id, m1.domain AS domain, m1.name AS name, m1.organization_id AS organization_id, m1.n AS n, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' system ') > 0 OR instr(m1.c0, ' system.operations ') > 0, 0) = 1 AS h0
  FROM (
    SELECT p1.id AS id, p1.domain AS domain, p1.name AS name, p1.organization_id AS organization_id, row_number() OVER () AS n, (
      SELECT group_concat(' ' || CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE name_of.value END || ' ', '') AS group_concat_1
      FROM legal_request_visitor
      JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
      JOIN json_each(legal_request.categories) AS name_of ON 1 = 1
      WHERE legal_request_visitor.site_id = p1.id
      AND legal_request.status = 'VERIFIED'
      AND legal_request.authority_id = :organization
      AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
      AND legal_request.starts_at <= :now
      AND legal_request.expires_at > :now
    ) AS c0
    FROM (
      SELECT t1.id AS id, t1.domain AS domain, t1.name AS name, t1.organization_id AS organization_id
      FROM site AS t1
      WHERE t1.id IN (
        SELECT legal_request_visitor.site_id
        FROM legal_request_visitor, legal_request
        WHERE legal_request.id = legal_request_visitor.legal_request_id
        AND legal_request.status = 'VERIFIED'
        AND legal_request.authority_id = :organization
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= :now
        AND legal_request.expires_at > :now
      )
      ORDER BY t1.id ASC
      LIMIT 20
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM site AS t1
  WHERE t1.id IN (
    SELECT legal_request_visitor.site_id
    FROM legal_request_visitor, legal_request
    WHERE legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = :organization
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= :now
    AND legal_request.expires_at > :now
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'domain', CASE WHEN l1.h0 THEN l1.domain ELSE NULL END, 'name', CASE WHEN l1.h0 THEN l1.name ELSE NULL END, 'jurisdiction', NULL, 'noticeDays', NULL, 'createdAt', NULL, 'organization', (
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
