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
), granted1 AS MATERIALIZED (
  SELECT sharing_grant.site_id AS site_id, anon_2.value AS category
  FROM sharing_grant LEFT OUTER
  JOIN unnest(sharing_grant.categories) AS anon_2(value) ON true
  WHERE sharing_grant.site_id IS NOT NULL
  AND sharing_grant.recipient_id = $4::VARCHAR COLLATE "C"
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= $1::TIMESTAMP
  WITH TIME ZONE
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > $1::TIMESTAMP
  WITH TIME ZONE)
  AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ])
  AND sharing_grant.site_id = $5::VARCHAR COLLATE "C" UNION ALL
  SELECT site.id AS id, anon_2.value AS category
  FROM site
  JOIN (sharing_grant LEFT OUTER
  JOIN unnest(sharing_grant.categories) AS anon_2(value) ON true) ON sharing_grant.grantor_id = site.organization_id
  WHERE sharing_grant.site_id IS NULL
  AND sharing_grant.recipient_id = $4::VARCHAR COLLATE "C"
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= $1::TIMESTAMP
  WITH TIME ZONE
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > $1::TIMESTAMP
  WITH TIME ZONE)
  AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ])
  AND site.id = $5::VARCHAR COLLATE "C"
), notices1 AS MATERIALIZED (
  SELECT notice.id AS id, notice.posted_at AS posted_at, notice.binds_at AS binds_at, (
    SELECT array_agg(notice_use.category) AS array_agg_1
    FROM notice_use
    WHERE notice_use.site_id = notice.site_id
    AND notice_use.notice_id = notice.id
    AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
    AND notice_use.purpose IN ('analytics.reporting', 'analytics')
  ) AS announced
  FROM notice
  WHERE notice.site_id = $5::VARCHAR COLLATE "C"
  AND notice.posted_at <= $1::TIMESTAMP
  WITH TIME ZONE
), l1 AS MATERIALIZED (
  SELECT m1.id AS id, m1.created_at AS created_at, m1.site_id AS site_id, m1.email AS email, m1.os AS os, m1.n AS n, coalesce(m1.c0 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h0, coalesce(m1.c0 && ARRAY[ 'user', 'user.device', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.device', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.device', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.device', 'user_data' ], false) AS h1, coalesce(m1.c0 && ARRAY[ 'user', 'user.privacy_preferences' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.privacy_preferences' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.privacy_preferences' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.privacy_preferences' ], false) AS h2
  FROM (
    SELECT p1.id AS id, p1.created_at AS created_at, p1.site_id AS site_id, p1.email AS email, p1.os AS os, row_number() OVER () AS n, (
      SELECT array_agg(granted1.category) AS array_agg_2
      FROM granted1
      WHERE granted1.site_id = $5::VARCHAR COLLATE "C"
    ) AS c0, (
      SELECT notices1.announced
      FROM notices1
      WHERE p1.created_at > notices1.posted_at OR notices1.binds_at <= $1::TIMESTAMP
      WITH TIME ZONE
      ORDER BY notices1.posted_at DESC, notices1.id DESC
      LIMIT 1
    ) AS c1, (
      SELECT notices1.announced
      FROM notices1
      ORDER BY notices1.posted_at DESC, notices1.id DESC
      LIMIT 1
    ) AS c2, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_3
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND ($7::BOOLEAN OR p1.site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = $4::VARCHAR COLLATE "C"
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND $6::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
        AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
        FROM consent
        WHERE consent.site_id = p1.site_id
        AND consent.visitor_id = p1.id
        AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c3
    FROM (
      SELECT t1.id AS id, t1.created_at AS created_at, t1.site_id AS site_id, t1.email AS email, t1.os AS os
      FROM visitor AS t1
      WHERE t1.site_id = $5::VARCHAR COLLATE "C"
      AND t1.restricted_at IS NULL
      AND $5::VARCHAR COLLATE "C" IN (
        SELECT granted1.site_id
        FROM granted1
      )
      AND (
        SELECT notices1.announced
        FROM notices1
        WHERE t1.created_at > notices1.posted_at OR notices1.binds_at <= $1::TIMESTAMP
        WITH TIME ZONE
        ORDER BY notices1.posted_at DESC, notices1.id DESC
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT notices1.announced
        FROM notices1
        ORDER BY notices1.posted_at DESC, notices1.id DESC
        LIMIT 1
      ) IS NOT NULL
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out.key = t1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out.key = t1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = t1.site_id
        AND visitor_alias.visitor_id = t1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out.key = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = t1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, false) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($7::BOOLEAN OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $4::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $6::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
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
      WHERE t1.site_id = $5::VARCHAR COLLATE "C"
      AND t1.restricted_at IS NULL
      AND $5::VARCHAR COLLATE "C" IN (
        SELECT granted1.site_id
        FROM granted1
      )
      AND (
        SELECT notices1.announced
        FROM notices1
        WHERE t1.created_at > notices1.posted_at OR notices1.binds_at <= $1::TIMESTAMP
        WITH TIME ZONE
        ORDER BY notices1.posted_at DESC, notices1.id DESC
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT notices1.announced
        FROM notices1
        ORDER BY notices1.posted_at DESC, notices1.id DESC
        LIMIT 1
      ) IS NOT NULL
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out.key = t1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out.key = t1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = t1.site_id
        AND visitor_alias.visitor_id = t1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out.key = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = t1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, false) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($7::BOOLEAN OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $4::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $6::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, CASE WHEN l1.h0 THEN l1.email ELSE NULL END AS email, CASE WHEN l1.h1 THEN l1.os ELSE NULL END AS os, CASE WHEN l1.h2 THEN array_remove(CAST (ARRAY[CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.email' END, CASE WHEN l1.h1 THEN NULL ELSE 'Visitor.os' END, CASE WHEN l1.h2 THEN NULL ELSE 'Visitor.withheld' END] AS TEXT[]), NULL) ELSE NULL END AS withheld, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_4
              FROM (
                SELECT CASE WHEN l1.h2 THEN l2.purpose ELSE NULL END AS purpose, CASE WHEN l1.h2 THEN l2.status ELSE NULL END AS status
                FROM (
                  SELECT t2.purpose AS purpose, t2.status AS status
                  FROM consent AS t2
                  WHERE t2.visitor_id = l1.id
                  AND t2.site_id = l1.site_id
                  ORDER BY t2.id ASC
                  LIMIT 20
                ) AS l2
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
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN '1' ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_5
        FROM (
          SELECT CASE WHEN l1.h2 THEN CASE WHEN (l3.purpose IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h2 THEN CASE WHEN (l3.status IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1
          FROM (
            SELECT t3.purpose AS purpose, t3.status AS status
            FROM consent AS t3
            WHERE t3.visitor_id = l1.id
            AND t3.site_id = l1.site_id
            ORDER BY t3.id ASC
            LIMIT 20
          ) AS l3
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
