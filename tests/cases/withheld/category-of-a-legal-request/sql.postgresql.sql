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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.email AS email, m1.os AS os, m1.created_at AS created_at, m1.n AS n, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h0, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.device', 'user_data' ], false) AS h1, coalesce(m1.c0 && ARRAY[ '*', 'system', 'system.operations' ], false) AS h2, coalesce(m1.c0 && ARRAY[ '*', 'user', 'user.privacy_preferences' ], false) AS h3
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.email AS email, p1.os AS os, p1.created_at AS created_at, row_number() OVER () AS n, (
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
      AND legal_request_visitor.visitor_id = p1.id
    ) AS c0
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, t1.email AS email, t1.os AS os, t1.created_at AS created_at
      FROM visitor AS t1
      WHERE EXISTS (
        SELECT *
        FROM legal_request_visitor, legal_request
        WHERE legal_request_visitor.site_id = t1.site_id
        AND legal_request_visitor.visitor_id = t1.id
        AND legal_request.id = legal_request_visitor.legal_request_id
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
      FROM visitor AS t1
      WHERE EXISTS (
        SELECT *
        FROM legal_request_visitor, legal_request
        WHERE legal_request_visitor.site_id = t1.site_id
        AND legal_request_visitor.visitor_id = t1.id
        AND legal_request.id = legal_request_visitor.legal_request_id
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
        SELECT l1.id AS id, CASE WHEN l1.h0 THEN l1.email ELSE NULL END AS email, CASE WHEN l1.h1 THEN l1.os ELSE NULL END AS os, CASE WHEN l1.h2 THEN to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "createdAt", CASE WHEN l1.h3 THEN array_remove(CAST (ARRAY[CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.email' END, CASE WHEN l1.h1 THEN NULL ELSE 'Visitor.os' END, CASE WHEN l1.h2 THEN NULL ELSE 'Visitor.createdAt' END, CASE WHEN l1.h3 THEN NULL ELSE 'Visitor.withheld' END] AS TEXT[]), NULL) ELSE NULL END AS withheld, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, CASE WHEN l2.h0 THEN l2.domain ELSE NULL END AS domain
            FROM (
              SELECT m2.id AS id, m2.domain AS domain, m2.n AS n, coalesce(m2.c0 && ARRAY[ '*', 'system', 'system.operations' ], false) AS h0
              FROM (
                SELECT p2.id AS id, p2.domain AS domain, row_number() OVER () AS n, (
                  SELECT array_agg(CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE anon_3.value END) AS array_agg_2
                  FROM legal_request_visitor
                  JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
                  JOIN unnest(legal_request.categories) AS anon_3(value) ON true
                  WHERE legal_request_visitor.site_id = p2.id
                  AND legal_request.status = 'VERIFIED'
                  AND legal_request.authority_id = $4::VARCHAR COLLATE "C"
                  AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
                  AND legal_request.starts_at <= $1::TIMESTAMP
                  WITH TIME ZONE
                  AND legal_request.expires_at > $1::TIMESTAMP
                  WITH TIME ZONE
                ) AS c0
                FROM (
                  SELECT t2.id AS id, t2.domain AS domain
                  FROM site AS t2
                  WHERE t2.id = l1.site_id
                  AND t2.id IN (
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
                  LIMIT 1
                ) AS p2
              ) AS m2
            ) AS l2
          ) AS z
        ) AS site, (
          SELECT row_to_json(z.*) AS row_to_json_4
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_5
              FROM (
                SELECT l3.id AS id, CASE WHEN l1.h3 THEN l3.purpose ELSE NULL END AS purpose
                FROM (
                  SELECT t3.id AS id, t3.purpose AS purpose
                  FROM consent AS t3
                  WHERE t3.visitor_id = l1.id
                  AND t3.site_id = l1.site_id
                  ORDER BY t3.id ASC
                  LIMIT $5::INTEGER
                ) AS l3
              ) AS z
            )) AS nodes
          ) AS z
        ) AS consents
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_4
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN CASE WHEN (l1.created_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h3 THEN '1' ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_1
        FROM (
          SELECT CASE WHEN l1.h3 THEN CASE WHEN (l4.purpose IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0
          FROM (
            SELECT t4.purpose AS purpose
            FROM consent AS t4
            WHERE t4.visitor_id = l1.id
            AND t4.site_id = l1.site_id
            ORDER BY t4.id ASC
            LIMIT $5::INTEGER
          ) AS l4
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
