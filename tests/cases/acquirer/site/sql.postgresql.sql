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
  SELECT t1.id AS id, t1.domain AS domain, t1.name AS name, t1.organization_id AS organization_id
  FROM site AS t1
  WHERE t1.id IN (
    SELECT acquisition_site.site_id
    FROM acquisition_site, acquisition
    WHERE acquisition_site.acquisition_id = acquisition.id
    AND acquisition.acquirer_id = $4::VARCHAR COLLATE "C"
    AND acquisition.status = 'OPEN'
  ) OR t1.id IN (
    SELECT acquisition_site.site_id
    FROM acquisition_site, acquisition
    WHERE acquisition_site.acquisition_id = acquisition.id
    AND acquisition.acquirer_id = $4::VARCHAR COLLATE "C"
    AND acquisition.status = 'CLOSED'
    AND acquisition.kind != 'FINANCING'
  )
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM site AS t1
      WHERE t1.id IN (
        SELECT acquisition_site.site_id
        FROM acquisition_site, acquisition
        WHERE acquisition_site.acquisition_id = acquisition.id
        AND acquisition.acquirer_id = $4::VARCHAR COLLATE "C"
        AND acquisition.status = 'OPEN'
      ) OR t1.id IN (
        SELECT acquisition_site.site_id
        FROM acquisition_site, acquisition
        WHERE acquisition_site.acquisition_id = acquisition.id
        AND acquisition.acquirer_id = $4::VARCHAR COLLATE "C"
        AND acquisition.status = 'CLOSED'
        AND acquisition.kind != 'FINANCING'
      )
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.domain AS domain, l1.name AS name, NULL AS jurisdiction, NULL AS "noticeDays", NULL AS "createdAt", (
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
