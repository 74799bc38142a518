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
  SELECT m1.id AS id, m1.domain AS domain, m1.name AS name, m1.organization_id AS organization_id, m1.n AS n, coalesce(m1.c0 && ARRAY[ '*', 'system', 'system.operations' ], false) AS h0
  FROM (
    SELECT p1.id AS id, p1.domain AS domain, p1.name AS name, p1.organization_id AS organization_id, row_number() OVER () AS n, (
      SELECT array_agg(CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE anon_2.value END) AS array_agg_1
      FROM legal_request_visitor
      JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
      JOIN unnest(legal_request.categories) AS anon_2(value) ON true
      WHERE legal_request_visitor.site_id = p1.id
      AND legal_request.status = 'VERIFIED'
      AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
      AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
      AND legal_request.starts_at <= $1::TIMESTAMP
      WITH TIME ZONE
      AND legal_request.expires_at > $1::TIMESTAMP
      WITH TIME ZONE
    ) AS c0
    FROM (
      SELECT t1.id AS id, t1.domain AS domain, t1.name AS name, t1.organization_id AS organization_id
      FROM site AS t1
      WHERE t1.id IN (
        SELECT legal_request_visitor.site_id
        FROM legal_request_visitor, legal_request
        WHERE legal_request.id = legal_request_visitor.legal_request_id
        AND legal_request.status = 'VERIFIED'
        AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND legal_request.expires_at > $1::TIMESTAMP
        WITH TIME ZONE
      )
      ORDER BY t1.id ASC
      LIMIT 20
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM site AS t1
      WHERE t1.id IN (
        SELECT legal_request_visitor.site_id
        FROM legal_request_visitor, legal_request
        WHERE legal_request.id = legal_request_visitor.legal_request_id
        AND legal_request.status = 'VERIFIED'
        AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND legal_request.expires_at > $1::TIMESTAMP
        WITH TIME ZONE
      )
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, CASE WHEN l1.h0 THEN l1.domain ELSE NULL END AS domain, CASE WHEN l1.h0 THEN l1.name ELSE NULL END AS name, NULL AS jurisdiction, NULL AS "noticeDays", NULL AS "createdAt", (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, l2.name AS name
            FROM (
              SELECT t2.id AS id, t2.name AS name
              FROM organization AS t2
              WHERE t2.id = l1.organization_id
              AND coalesce(t2.id = $4::VARCHAR COLLATE "C", false)
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS organization
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
