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
), granted AS MATERIALIZED (
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
  AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ]) UNION ALL
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
), l1 AS MATERIALIZED (
  SELECT m1.id AS id, m1.site_id AS site_id, m1.v_site_id AS v_site_id, m1.v_created_at AS v_created_at, m1.v_id AS v_id, m1.at AS at, m1.path AS path, m1.referrer AS referrer, m1.ip_address AS ip_address, m1.user_agent AS user_agent, m1.os AS os, m1.browser AS browser, m1.pages_viewed AS pages_viewed, m1.seconds_spent AS seconds_spent, m1.visitor_id AS visitor_id, m1.n AS n, coalesce(m1.c0 && ARRAY[ 'user', 'user.behavior', 'user.behavior.browsing_history' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.behavior', 'user.behavior.browsing_history' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.behavior', 'user.behavior.browsing_history' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.behavior', 'user.behavior.browsing_history' ], false) AS h0, coalesce(m1.c0 && ARRAY[ 'user', 'user.device', 'user.device.ip_address', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.device', 'user.device.ip_address', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.device', 'user.device.ip_address', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.device', 'user.device.ip_address', 'user_data' ], false) AS h1, coalesce(m1.c0 && ARRAY[ 'user', 'user.device', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.device', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.device', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.device', 'user_data' ], false) AS h2, coalesce(m1.c0 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h3
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.v_site_id AS v_site_id, p1.v_created_at AS v_created_at, p1.v_id AS v_id, p1.at AS at, p1.path AS path, p1.referrer AS referrer, p1.ip_address AS ip_address, p1.user_agent AS user_agent, p1.os AS os, p1.browser AS browser, p1.pages_viewed AS pages_viewed, p1.seconds_spent AS seconds_spent, p1.visitor_id AS visitor_id, row_number() OVER () AS n, (
      SELECT array_agg(granted.category) AS array_agg_1
      FROM granted
      WHERE granted.site_id = p1.site_id
    ) AS c0, (
      SELECT array_agg(notice_use.category) AS array_agg_2
      FROM notice_use
      WHERE notice_use.site_id = p1.v_site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.v_site_id
        AND notice.posted_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND (notice.posted_at < p1.v_created_at OR notice.binds_at <= $1::TIMESTAMP
        WITH TIME ZONE)
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c1, (
      SELECT array_agg(notice_use.category) AS array_agg_3
      FROM notice_use
      WHERE notice_use.site_id = p1.v_site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.v_site_id
        AND notice.posted_at <= $1::TIMESTAMP
        WITH TIME ZONE
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c2, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_3
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND ($6::BOOLEAN OR p1.v_site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = $4::VARCHAR COLLATE "C"
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND $5::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
        AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
        FROM consent
        WHERE consent.site_id = p1.v_site_id
        AND consent.visitor_id = p1.v_id
        AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p1.v_site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c3
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, v1.site_id AS v_site_id, v1.created_at AS v_created_at, v1.id AS v_id, t1.at AS at, t1.path AS path, t1.referrer AS referrer, t1.ip_address AS ip_address, t1.user_agent AS user_agent, t1.os AS os, t1.browser AS browser, t1.pages_viewed AS pages_viewed, t1.seconds_spent AS seconds_spent, t1.visitor_id AS visitor_id
      FROM visit AS t1
      JOIN visitor AS v1 ON v1.site_id = t1.site_id
      AND v1.id = t1.visitor_id
      WHERE t1.site_id IN (
        SELECT granted.site_id
        FROM granted
      )
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = v1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = v1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          AND (notice.posted_at < v1.created_at OR notice.binds_at <= $1::TIMESTAMP
          WITH TIME ZONE)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = v1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = v1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = v1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, false) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($6::BOOLEAN OR v1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $4::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $5::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = v1.site_id
          AND consent.visitor_id = v1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
      AND v1.restricted_at IS NULL
      AND t1.site_id IN (
        SELECT granted.site_id
        FROM granted
      )
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = v1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = v1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          AND (notice.posted_at < v1.created_at OR notice.binds_at <= $1::TIMESTAMP
          WITH TIME ZONE)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = v1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = v1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out.key = v1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out.key = v1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = v1.site_id
        AND visitor_alias.visitor_id = v1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out.key = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = v1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, false) AS coalesce_2
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($6::BOOLEAN OR v1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $4::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $5::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = v1.site_id
          AND consent.visitor_id = v1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
      ORDER BY t1.id DESC
      LIMIT $7::INTEGER
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM visit AS t1
      JOIN visitor AS v1 ON v1.site_id = t1.site_id
      AND v1.id = t1.visitor_id
      WHERE t1.site_id IN (
        SELECT granted.site_id
        FROM granted
      )
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = v1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = v1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          AND (notice.posted_at < v1.created_at OR notice.binds_at <= $1::TIMESTAMP
          WITH TIME ZONE)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = v1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = v1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = v1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, false) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($6::BOOLEAN OR v1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $4::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $5::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = v1.site_id
          AND consent.visitor_id = v1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
      AND v1.restricted_at IS NULL
      AND t1.site_id IN (
        SELECT granted.site_id
        FROM granted
      )
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = v1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = v1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          AND (notice.posted_at < v1.created_at OR notice.binds_at <= $1::TIMESTAMP
          WITH TIME ZONE)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = v1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = v1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out.key = v1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out.key = v1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = v1.site_id
        AND visitor_alias.visitor_id = v1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out.key = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = v1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, false) AS coalesce_2
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($6::BOOLEAN OR v1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $4::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $5::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = v1.site_id
          AND consent.visitor_id = v1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
    ) AS "totalCount", (
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT (
          SELECT count(*) AS count_2
          FROM l1
        ) > $8::INTEGER AS "hasNextPage", false AS "hasPreviousPage"
      ) AS z
    ) AS "pageInfo", array((
      SELECT row_to_json(z.*) AS row_to_json_3
      FROM (
        SELECT l1.id AS id, CASE WHEN l1.h0 THEN to_char(l1.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS at, CASE WHEN l1.h0 THEN l1.path ELSE NULL END AS path, CASE WHEN l1.h0 THEN l1.referrer ELSE NULL END AS referrer, CASE WHEN l1.h1 THEN l1.ip_address ELSE NULL END AS "ipAddress", CASE WHEN l1.h2 THEN l1.user_agent ELSE NULL END AS "userAgent", CASE WHEN l1.h2 THEN l1.os ELSE NULL END AS os, CASE WHEN l1.h2 THEN l1.browser ELSE NULL END AS browser, CASE WHEN l1.h0 THEN l1.pages_viewed ELSE NULL END AS "pagesViewed", CASE WHEN l1.h0 THEN l1.seconds_spent ELSE NULL END AS "secondsSpent", (
          SELECT row_to_json(z.*) AS row_to_json_4
          FROM (
            SELECT l2.id AS id, CASE WHEN l1.h3 THEN l2.email ELSE NULL END AS email, CASE WHEN l1.h2 THEN l2.os ELSE NULL END AS os
            FROM (
              SELECT t2.id AS id, t2.email AS email, t2.os AS os
              FROM visitor AS t2
              WHERE t2.id = l1.visitor_id
              AND t2.site_id = l1.site_id
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS visitor
        FROM l1
        WHERE l1.n <= $8::INTEGER
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_4
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l1.visitor_id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.path IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.referrer IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.ip_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN CASE WHEN (l1.user_agent IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN CASE WHEN (l1.browser IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.pages_viewed IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.seconds_spent IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_5
        FROM (
          SELECT CASE WHEN l1.h3 THEN CASE WHEN (l3.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h2 THEN CASE WHEN (l3.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1
          FROM (
            SELECT t3.email AS email, t3.os AS os
            FROM visitor AS t3
            WHERE t3.id = l1.visitor_id
            AND t3.site_id = l1.site_id
            LIMIT 1
          ) AS l3
        ) AS signed
      ) AS signature
      FROM l1
      WHERE l1.n <= $8::INTEGER
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
