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
  SELECT t1.id AS id, t1.purpose AS purpose, t1.regime AS regime, t1.status AS status, t1.legal_basis AS legal_basis, t1.recipients AS recipients, t1.method AS method, t1.jurisdiction AS jurisdiction, t1.language AS language, t1.given_at AS given_at, t1.withdrawn_at AS withdrawn_at, t1.expires_at AS expires_at, t1.source AS source, t1.visitor_id AS visitor_id, t1.site_id AS site_id, t1.notice_id AS notice_id
  FROM consent AS t1
  JOIN visitor AS v1 ON v1.site_id = t1.site_id
  AND v1.id = t1.visitor_id
  WHERE coalesce(v1.site_id = $4::VARCHAR COLLATE "C"
  AND v1.id = $5::VARCHAR COLLATE "C", false)
  AND coalesce(v1.site_id = $4::VARCHAR COLLATE "C"
  AND v1.id = $5::VARCHAR COLLATE "C", false)
  ORDER BY t1.id ASC
  LIMIT $6::INTEGER
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM consent AS t1
      JOIN visitor AS v1 ON v1.site_id = t1.site_id
      AND v1.id = t1.visitor_id
      WHERE coalesce(v1.site_id = $4::VARCHAR COLLATE "C"
      AND v1.id = $5::VARCHAR COLLATE "C", false)
      AND coalesce(v1.site_id = $4::VARCHAR COLLATE "C"
      AND v1.id = $5::VARCHAR COLLATE "C", false)
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.purpose AS purpose, l1.regime AS regime, l1.status AS status, l1.legal_basis AS "legalBasis", l1.recipients AS recipients, l1.method AS method, l1.jurisdiction AS jurisdiction, l1.language AS language, to_char(l1.given_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "givenAt", to_char(l1.withdrawn_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "withdrawnAt", to_char(l1.expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "expiresAt", l1.source AS source, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, l2.external_id AS "externalId"
            FROM (
              SELECT t2.id AS id, t2.external_id AS external_id
              FROM visitor AS t2
              WHERE t2.id = l1.visitor_id
              AND t2.site_id = l1.site_id
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS visitor, (
          SELECT row_to_json(z.*) AS row_to_json_4
          FROM (
            SELECT l3.id AS id, l3.version AS version
            FROM (
              SELECT t3.id AS id, t3.version AS version
              FROM notice AS t3
              WHERE t3.id = l1.notice_id
              AND t3.site_id = l1.site_id
              AND t3.site_id IN (
                SELECT site.id
                FROM site
                WHERE site.id = $4::VARCHAR COLLATE "C"
              )
              LIMIT 1
            ) AS l3
          ) AS z
        ) AS notice, (
          SELECT row_to_json(z.*) AS row_to_json_5
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_6
              FROM (
                SELECT l4.id AS id, l4.status AS status, l4.method AS method, l4.source AS source, to_char(l4.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt"
                FROM (
                  SELECT t4.id AS id, t4.status AS status, t4.method AS method, t4.source AS source, t4.recorded_at AS recorded_at
                  FROM consent_event AS t4
                  WHERE t4.consent_id = l1.id
                  AND t4.site_id = l1.site_id
                  ORDER BY t4.id ASC
                  LIMIT $7::INTEGER
                ) AS l4
              ) AS z
            )) AS nodes
          ) AS z
        ) AS history
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
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
            LIMIT $7::INTEGER
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
