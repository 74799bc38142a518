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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.v_id AS v_id, m1.purpose AS purpose, m1.regime AS regime, m1.status AS status, m1.legal_basis AS legal_basis, m1.recipients AS recipients, m1.method AS method, m1.jurisdiction AS jurisdiction, m1.language AS language, m1.given_at AS given_at, m1.withdrawn_at AS withdrawn_at, m1.expires_at AS expires_at, m1.source AS source, m1.visitor_id AS visitor_id, m1.n AS n, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.privacy_preferences' ], false) AS h0, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.unique_id' ], false) AS h1
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.v_id AS v_id, p1.purpose AS purpose, p1.regime AS regime, p1.status AS status, p1.legal_basis AS legal_basis, p1.recipients AS recipients, p1.method AS method, p1.jurisdiction AS jurisdiction, p1.language AS language, p1.given_at AS given_at, p1.withdrawn_at AS withdrawn_at, p1.expires_at AS expires_at, p1.source AS source, p1.visitor_id AS visitor_id, row_number() OVER () AS n, (
      SELECT array_agg(CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE anon_2.value END) AS array_agg_1
      FROM legal_request_visitor
      JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
      JOIN unnest(legal_request.categories) AS anon_2(value) ON true
      WHERE legal_request_visitor.site_id = p1.site_id
      AND legal_request.status = 'VERIFIED'
      AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
      AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
      AND legal_request.starts_at <= $1::TIMESTAMP
      WITH TIME ZONE
      AND legal_request.expires_at > $1::TIMESTAMP
      WITH TIME ZONE
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
        AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND legal_request.expires_at > $1::TIMESTAMP
        WITH TIME ZONE
      ))
      AND (EXISTS (
        SELECT *
        FROM legal_request_visitor, legal_request
        WHERE legal_request_visitor.site_id = v1.site_id
        AND legal_request_visitor.visitor_id = v1.id
        AND legal_request.id = legal_request_visitor.legal_request_id
        AND legal_request.status = 'VERIFIED'
        AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND legal_request.expires_at > $1::TIMESTAMP
        WITH TIME ZONE
      ))
      ORDER BY t1.id ASC
      LIMIT $5::INTEGER
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
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
        AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND legal_request.expires_at > $1::TIMESTAMP
        WITH TIME ZONE
      ))
      AND (EXISTS (
        SELECT *
        FROM legal_request_visitor, legal_request
        WHERE legal_request_visitor.site_id = v1.site_id
        AND legal_request_visitor.visitor_id = v1.id
        AND legal_request.id = legal_request_visitor.legal_request_id
        AND legal_request.status = 'VERIFIED'
        AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND legal_request.expires_at > $1::TIMESTAMP
        WITH TIME ZONE
      ))
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, CASE WHEN l1.h0 THEN l1.purpose ELSE NULL END AS purpose, CASE WHEN l1.h0 THEN l1.regime ELSE NULL END AS regime, CASE WHEN l1.h0 THEN l1.status ELSE NULL END AS status, CASE WHEN l1.h0 THEN l1.legal_basis ELSE NULL END AS "legalBasis", CASE WHEN l1.h0 THEN l1.recipients ELSE NULL END AS recipients, CASE WHEN l1.h0 THEN l1.method ELSE NULL END AS method, CASE WHEN l1.h0 THEN l1.jurisdiction ELSE NULL END AS jurisdiction, CASE WHEN l1.h0 THEN l1.language ELSE NULL END AS language, CASE WHEN l1.h0 THEN to_char(l1.given_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "givenAt", CASE WHEN l1.h0 THEN to_char(l1.withdrawn_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "withdrawnAt", CASE WHEN l1.h0 THEN to_char(l1.expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "expiresAt", CASE WHEN l1.h0 THEN l1.source ELSE NULL END AS source, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, CASE WHEN l1.h1 THEN l2.external_id ELSE NULL END AS "externalId"
            FROM (
              SELECT t2.id AS id, t2.external_id AS external_id
              FROM visitor AS t2
              WHERE t2.id = l1.visitor_id
              AND t2.site_id = l1.site_id
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS visitor, NULL AS notice, (
          SELECT row_to_json(z.*) AS row_to_json_4
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_5
              FROM (
                SELECT l3.id AS id, CASE WHEN l1.h0 THEN l3.status ELSE NULL END AS status, CASE WHEN l1.h0 THEN l3.method ELSE NULL END AS method, CASE WHEN l1.h0 THEN l3.source ELSE NULL END AS source, CASE WHEN l1.h0 THEN to_char(l3.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "recordedAt"
                FROM (
                  SELECT t3.id AS id, t3.status AS status, t3.method AS method, t3.source AS source, t3.recorded_at AS recorded_at
                  FROM consent_event AS t3
                  WHERE t3.consent_id = l1.id
                  AND t3.site_id = l1.site_id
                  ORDER BY t3.id ASC
                  LIMIT $6::INTEGER
                ) AS l3
              ) AS z
            )) AS nodes
          ) AS z
        ) AS history
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_3
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
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
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s2, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s3, 1, 1), '0')), '0') AS anon_4
        FROM (
          SELECT CASE WHEN l1.h0 THEN CASE WHEN (l5.status IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h0 THEN CASE WHEN (l5.method IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1, CASE WHEN l1.h0 THEN CASE WHEN (l5.source IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s2, CASE WHEN l1.h0 THEN CASE WHEN (l5.recorded_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s3
          FROM (
            SELECT t5.status AS status, t5.method AS method, t5.source AS source, t5.recorded_at AS recorded_at
            FROM consent_event AS t5
            WHERE t5.consent_id = l1.id
            AND t5.site_id = l1.site_id
            ORDER BY t5.id ASC
            LIMIT $6::INTEGER
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
