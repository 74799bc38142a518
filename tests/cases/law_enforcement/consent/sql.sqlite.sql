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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.v_id AS v_id, m1.purpose AS purpose, m1.regime AS regime, m1.status AS status, m1.legal_basis AS legal_basis, m1.recipients AS recipients, m1.method AS method, m1.jurisdiction AS jurisdiction, m1.language AS language, m1.given_at AS given_at, m1.withdrawn_at AS withdrawn_at, m1.expires_at AS expires_at, m1.source AS source, m1.visitor_id AS visitor_id, m1.n AS n, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.privacy_preferences ') > 0, 0) = 1 AS h0, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.unique_id ') > 0, 0) = 1 AS h1
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.v_id AS v_id, p1.purpose AS purpose, p1.regime AS regime, p1.status AS status, p1.legal_basis AS legal_basis, p1.recipients AS recipients, p1.method AS method, p1.jurisdiction AS jurisdiction, p1.language AS language, p1.given_at AS given_at, p1.withdrawn_at AS withdrawn_at, p1.expires_at AS expires_at, p1.source AS source, p1.visitor_id AS visitor_id, row_number() OVER () AS n, (
      SELECT group_concat(' ' || CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE name_of.value END || ' ', '') AS group_concat_1
      FROM legal_request_visitor
      JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
      JOIN json_each(legal_request.categories) AS name_of ON 1 = 1
      WHERE legal_request_visitor.site_id = p1.site_id
      AND legal_request.status = 'VERIFIED'
      AND legal_request.authority_id = :organization
      AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
      AND legal_request.starts_at <= :now
      AND legal_request.expires_at > :now
      AND legal_request_visitor.visitor_id = p1.v_id
    ) AS c0
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, v1.id AS v_id, t1.purpose AS purpose, t1.regime AS regime, t1.status AS status, t1.legal_basis AS legal_basis, t1.recipients AS recipients, t1.method AS method, t1.jurisdiction AS jurisdiction, t1.language AS language, t1.given_at AS given_at, t1.withdrawn_at AS withdrawn_at, t1.expires_at AS expires_at, t1.source AS source, t1.visitor_id AS visitor_id
      FROM consent AS t1
      JOIN visitor AS v1 ON v1.site_id = t1.site_id
      AND v1.id = t1.visitor_id
      WHERE (EXISTS (
        SELECT *
        FROM legal_request_visitor, legal_request
        WHERE legal_request_visitor.site_id = v1.site_id
        AND legal_request_visitor.visitor_id = v1.id
        AND legal_request.id = legal_request_visitor.legal_request_id
        AND legal_request.status = 'VERIFIED'
        AND legal_request.authority_id = :organization
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= :now
        AND legal_request.expires_at > :now
      ))
      AND (EXISTS (
        SELECT *
        FROM legal_request_visitor, legal_request
        WHERE legal_request_visitor.site_id = v1.site_id
        AND legal_request_visitor.visitor_id = v1.id
        AND legal_request.id = legal_request_visitor.legal_request_id
        AND legal_request.status = 'VERIFIED'
        AND legal_request.authority_id = :organization
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= :now
        AND legal_request.expires_at > :now
      ))
      ORDER BY t1.id ASC
      LIMIT :v0
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM consent AS t1
  JOIN visitor AS v1 ON v1.site_id = t1.site_id
  AND v1.id = t1.visitor_id
  WHERE (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v1.site_id
    AND legal_request_visitor.visitor_id = v1.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = :organization
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= :now
    AND legal_request.expires_at > :now
  ))
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v1.site_id
    AND legal_request_visitor.visitor_id = v1.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = :organization
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= :now
    AND legal_request.expires_at > :now
  ))
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'purpose', CASE WHEN l1.h0 THEN l1.purpose ELSE NULL END, 'regime', CASE WHEN l1.h0 THEN l1.regime ELSE NULL END, 'status', CASE WHEN l1.h0 THEN l1.status ELSE NULL END, 'legalBasis', CASE WHEN l1.h0 THEN l1.legal_basis ELSE NULL END, 'recipients', CASE WHEN l1.h0 THEN json(l1.recipients) ELSE NULL END, 'method', CASE WHEN l1.h0 THEN l1.method ELSE NULL END, 'jurisdiction', CASE WHEN l1.h0 THEN l1.jurisdiction ELSE NULL END, 'language', CASE WHEN l1.h0 THEN l1.language ELSE NULL END, 'givenAt', CASE WHEN l1.h0 THEN l1.given_at ELSE NULL END, 'withdrawnAt', CASE WHEN l1.h0 THEN l1.withdrawn_at ELSE NULL END, 'expiresAt', CASE WHEN l1.h0 THEN l1.expires_at ELSE NULL END, 'source', CASE WHEN l1.h0 THEN l1.source ELSE NULL END, 'visitor', (
    SELECT json_object('id', l2.id, 'externalId', CASE WHEN l1.h1 THEN l2.external_id ELSE NULL END) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.external_id AS external_id
      FROM visitor AS t2
      WHERE t2.id = l1.visitor_id
      AND t2.site_id = l1.site_id
      LIMIT 1
    ) AS l2
  ), 'notice', NULL, 'history', json_object('nodes', (
    SELECT json_group_array(json_object('id', l3.id, 'status', CASE WHEN l1.h0 THEN l3.status ELSE NULL END, 'method', CASE WHEN l1.h0 THEN l3.method ELSE NULL END, 'source', CASE WHEN l1.h0 THEN l3.source ELSE NULL END, 'recordedAt', CASE WHEN l1.h0 THEN l3.recorded_at ELSE NULL END)) AS json_group_array_2
    FROM (
      SELECT t3.id AS id, t3.status AS status, t3.method AS method, t3.source AS source, t3.recorded_at AS recorded_at
      FROM consent_event AS t3
      WHERE t3.consent_id = l1.id
      AND t3.site_id = l1.site_id
      ORDER BY t3.id ASC
      LIMIT :v1
    ) AS l3
  )))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l1.visitor_id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.purpose IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.regime IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.status IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.legal_basis IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.recipients IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.method IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.jurisdiction IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.language IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.given_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.withdrawn_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.expires_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.source IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_1
        FROM (
          SELECT CASE WHEN l1.h1 THEN CASE WHEN (l4.external_id IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0
          FROM (
            SELECT t4.external_id AS external_id
            FROM visitor AS t4
            WHERE t4.id = l1.visitor_id
            AND t4.site_id = l1.site_id
            LIMIT 1
          ) AS l4
        ) AS signed
      ) || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s2, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s3, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN l1.h0 THEN CASE WHEN (l5.status IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h0 THEN CASE WHEN (l5.method IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1, CASE WHEN l1.h0 THEN CASE WHEN (l5.source IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s2, CASE WHEN l1.h0 THEN CASE WHEN (l5.recorded_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s3
          FROM (
            SELECT t5.status AS status, t5.method AS method, t5.source AS source, t5.recorded_at AS recorded_at
            FROM consent_event AS t5
            WHERE t5.consent_id = l1.id
            AND t5.site_id = l1.site_id
            ORDER BY t5.id ASC
            LIMIT :v1
          ) AS l5
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
