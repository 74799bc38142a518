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
), granted AS MATERIALIZED (
  SELECT sharing_grant.site_id AS site_id, name_of.value AS category
  FROM sharing_grant LEFT OUTER
  JOIN json_each(sharing_grant.categories) AS name_of ON 1 = 1
  WHERE sharing_grant.site_id IS NOT NULL
  AND sharing_grant.recipient_id = :organization
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= :now
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > :now)
  AND (EXISTS (
    SELECT name_of.value
    FROM json_each(sharing_grant.purposes) AS name_of
    WHERE name_of.value IN ('analytics', 'analytics.reporting')
  )) UNION ALL
  SELECT site.id AS id, name_of.value AS category
  FROM site
  JOIN (sharing_grant LEFT OUTER
  JOIN json_each(sharing_grant.categories) AS name_of ON 1 = 1) ON sharing_grant.grantor_id = site.organization_id
  WHERE sharing_grant.site_id IS NULL
  AND sharing_grant.recipient_id = :organization
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= :now
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > :now)
  AND (EXISTS (
    SELECT name_of.value
    FROM json_each(sharing_grant.purposes) AS name_of
    WHERE name_of.value IN ('analytics', 'analytics.reporting')
  ))
), l1 AS MATERIALIZED (
  SELECT m1.id AS id, m1.site_id AS site_id, m1.v_site_id AS v_site_id, m1.v_created_at AS v_created_at, m1.v_id AS v_id, m1.purpose AS purpose, m1.regime AS regime, m1.status AS status, m1.legal_basis AS legal_basis, m1.recipients AS recipients, m1.method AS method, m1.jurisdiction AS jurisdiction, m1.language AS language, m1.given_at AS given_at, m1.withdrawn_at AS withdrawn_at, m1.expires_at AS expires_at, m1.source AS source, m1.visitor_id AS visitor_id, m1.n AS n, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.privacy_preferences ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.privacy_preferences ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.privacy_preferences ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.privacy_preferences ') > 0, 0) = 1 AS h0, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.unique_id ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.unique_id ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.unique_id ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.unique_id ') > 0, 0) = 1 AS h1
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.v_site_id AS v_site_id, p1.v_created_at AS v_created_at, p1.v_id AS v_id, p1.purpose AS purpose, p1.regime AS regime, p1.status AS status, p1.legal_basis AS legal_basis, p1.recipients AS recipients, p1.method AS method, p1.jurisdiction AS jurisdiction, p1.language AS language, p1.given_at AS given_at, p1.withdrawn_at AS withdrawn_at, p1.expires_at AS expires_at, p1.source AS source, p1.visitor_id AS visitor_id, row_number() OVER () AS n, (
      SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_1
      FROM granted
      WHERE granted.site_id = p1.site_id
    ) AS c0, (
      SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_2
      FROM notice_use
      WHERE notice_use.site_id = p1.v_site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.v_site_id
        AND notice.posted_at <= :now
        AND (notice.posted_at < p1.v_created_at OR notice.binds_at <= :now)
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c1, (
      SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_3
      FROM notice_use
      WHERE notice_use.site_id = p1.v_site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.v_site_id
        AND notice.posted_at <= :now
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c2, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > :now)
        AND (:is_operator = 1 OR p1.v_site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = :organization
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > :now)
        AND (EXISTS (
          SELECT name_of.value
          FROM json_each(consent.recipients) AS name_of
          WHERE name_of.value = :kind
        ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
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
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c3
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, v1.site_id AS v_site_id, v1.created_at AS v_created_at, v1.id AS v_id, t1.purpose AS purpose, t1.regime AS regime, t1.status AS status, t1.legal_basis AS legal_basis, t1.recipients AS recipients, t1.method AS method, t1.jurisdiction AS jurisdiction, t1.language AS language, t1.given_at AS given_at, t1.withdrawn_at AS withdrawn_at, t1.expires_at AS expires_at, t1.source AS source, t1.visitor_id AS visitor_id
      FROM consent AS t1
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
          AND notice.posted_at <= :now
          AND (notice.posted_at < v1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
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
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = v1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = :kind
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR v1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
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
          AND notice.posted_at <= :now
          AND (notice.posted_at < v1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
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
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out. "key" = v1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out. "key" = v1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = v1.site_id
        AND visitor_alias.visitor_id = v1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out. "key" = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = v1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = :kind
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_2
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR v1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = v1.site_id
          AND consent.visitor_id = v1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
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
      AND notice.posted_at <= :now
      AND (notice.posted_at < v1.created_at OR notice.binds_at <= :now)
      ORDER BY notice.posted_at DESC, notice.id DESC
      LIMIT 1
    )
    AND notice_use.recipient_kind = :kind
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
      AND notice.posted_at <= :now
      ORDER BY notice.posted_at DESC, notice.id DESC
      LIMIT 1
    )
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    LIMIT 1
  ) IS NOT NULL
  AND (
    SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
      SELECT 1
      FROM notice_use
      WHERE notice_use.site_id = v1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      LIMIT 1
    ) END) = 1
    AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_1
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR v1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
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
      AND notice.posted_at <= :now
      AND (notice.posted_at < v1.created_at OR notice.binds_at <= :now)
      ORDER BY notice.posted_at DESC, notice.id DESC
      LIMIT 1
    )
    AND notice_use.recipient_kind = :kind
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
      AND notice.posted_at <= :now
      ORDER BY notice.posted_at DESC, notice.id DESC
      LIMIT 1
    )
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    LIMIT 1
  ) IS NOT NULL
  AND NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out. "key" = v1.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out. "key" = v1.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = v1.site_id
    AND visitor_alias.visitor_id = v1.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out. "key" = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = v1.site_id)
  )))
  AND (
    SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
      SELECT 1
      FROM notice_use
      WHERE notice_use.site_id = v1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      LIMIT 1
    ) END) = 1
    AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR v1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = v1.site_id
      AND consent.visitor_id = v1.id
      AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'purpose', CASE WHEN l1.h0 THEN l1.purpose ELSE NULL END, 'regime', CASE WHEN l1.h0 THEN l1.regime ELSE NULL END, 'status', CASE WHEN l1.h0 THEN l1.status ELSE NULL END, 'legalBasis', CASE WHEN l1.h0 THEN l1.legal_basis ELSE NULL END, 'recipients', CASE WHEN l1.h0 THEN json(l1.recipients) ELSE NULL END, 'method', CASE WHEN l1.h0 THEN l1.method ELSE NULL END, 'jurisdiction', CASE WHEN l1.h0 THEN l1.jurisdiction ELSE NULL END, 'language', CASE WHEN l1.h0 THEN l1.language ELSE NULL END, 'givenAt', CASE WHEN l1.h0 THEN l1.given_at ELSE NULL END, 'withdrawnAt', CASE WHEN l1.h0 THEN l1.withdrawn_at ELSE NULL END, 'expiresAt', CASE WHEN l1.h0 THEN l1.expires_at ELSE NULL END, 'source', CASE WHEN l1.h0 THEN l1.source ELSE NULL END, 'visitor', (
    SELECT json_object('id', l2.id, 'externalId', CASE WHEN l1.h1 THEN hmac_hex(l2.external_id, :inner_e41f0001b872, :outer_e41f0001b872) ELSE NULL END) AS json_object_1
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
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_3
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l1.visitor_id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.purpose IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.regime IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.status IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.legal_basis IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.recipients IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.method IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.jurisdiction IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.language IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.given_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.withdrawn_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.expires_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h0 THEN CASE WHEN (l1.source IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_3
        FROM (
          SELECT CASE WHEN l1.h1 THEN CASE WHEN (l4.external_id IS NOT NULL) THEN '9' ELSE '0' END ELSE '0' END AS s0
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
