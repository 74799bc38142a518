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
), granted1 AS MATERIALIZED (
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
    WHERE name_of.value IN ('personalize', 'personalize.content')
  ))
  AND sharing_grant.site_id = :v0 UNION ALL
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
    WHERE name_of.value IN ('personalize', 'personalize.content')
  ))
  AND site.id = :v0
), notices1 AS MATERIALIZED (
  SELECT notice.id AS id, notice.posted_at AS posted_at, notice.binds_at AS binds_at, (
    SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_1
    FROM notice_use
    WHERE notice_use.site_id = notice.site_id
    AND notice_use.notice_id = notice.id
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('personalize.content', 'personalize')
  ) AS announced
  FROM notice
  WHERE notice.site_id = :v0
  AND notice.posted_at <= :now
), granted2 AS MATERIALIZED (
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
    WHERE name_of.value IN ('personalize', 'personalize.content')
  ))
  AND sharing_grant.site_id = :v1 UNION ALL
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
    WHERE name_of.value IN ('personalize', 'personalize.content')
  ))
  AND site.id = :v1
), notices2 AS MATERIALIZED (
  SELECT notice.id AS id, notice.posted_at AS posted_at, notice.binds_at AS binds_at, (
    SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_2
    FROM notice_use
    WHERE notice_use.site_id = notice.site_id
    AND notice_use.notice_id = notice.id
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('personalize.content', 'personalize')
  ) AS announced
  FROM notice
  WHERE notice.site_id = :v1
  AND notice.posted_at <= :now
), granted3 AS MATERIALIZED (
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
    WHERE name_of.value IN ('personalize', 'personalize.content')
  ))
  AND sharing_grant.site_id = :v3 UNION ALL
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
    WHERE name_of.value IN ('personalize', 'personalize.content')
  ))
  AND site.id = :v3
), notices3 AS MATERIALIZED (
  SELECT notice.id AS id, notice.posted_at AS posted_at, notice.binds_at AS binds_at, (
    SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_3
    FROM notice_use
    WHERE notice_use.site_id = notice.site_id
    AND notice_use.notice_id = notice.id
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('personalize.content', 'personalize')
  ) AS announced
  FROM notice
  WHERE notice.site_id = :v3
  AND notice.posted_at <= :now
), l1 AS MATERIALIZED (
  SELECT m1.id AS id, m1.created_at AS created_at, m1.site_id AS site_id, m1.email AS email, m1.os AS os, m1.n AS n, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.contact ') > 0 OR instr(m1.c1, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.contact ') > 0 OR instr(m1.c2, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' personal_data ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.contact ') > 0 OR instr(m1.c3, ' user.contact.email ') > 0, 0) = 1 AS h0, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.device ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.device ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.device ') > 0 OR instr(m1.c3, ' user_data ') > 0, 0) = 1 AS h1
  FROM (
    SELECT p1.id AS id, p1.created_at AS created_at, p1.site_id AS site_id, p1.email AS email, p1.os AS os, row_number() OVER () AS n, (
      SELECT group_concat(' ' || granted1.category || ' ', '') AS group_concat_4
      FROM granted1
      WHERE granted1.site_id = :v0
    ) AS c0, (
      SELECT notices1.announced
      FROM notices1
      WHERE p1.created_at > notices1.posted_at OR notices1.binds_at <= :now
      ORDER BY notices1.posted_at DESC, notices1.id DESC
      LIMIT 1
    ) AS c1, (
      SELECT notices1.announced
      FROM notices1
      ORDER BY notices1.posted_at DESC, notices1.id DESC
      LIMIT 1
    ) AS c2, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'personalize.content') THEN '00' WHEN (consent.purpose = 'personalize') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > :now)
        AND (:is_operator = 1 OR p1.site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = :organization
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > :now)
        AND (EXISTS (
          SELECT name_of.value
          FROM json_each(consent.recipients) AS name_of
          WHERE name_of.value = :kind
        ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('personalize.content.limited', 'personalize.content.profiled', 'personalize.content.profiling')
        AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
        FROM consent
        WHERE consent.site_id = p1.site_id
        AND consent.visitor_id = p1.id
        AND consent.purpose IN ('personalize.content', 'personalize', 'personalize.content.limited', 'personalize.content.profiled', 'personalize.content.profiling')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('personalize.content', 'personalize')
    ) AS c3
    FROM (
      SELECT t1.id AS id, t1.created_at AS created_at, t1.site_id AS site_id, t1.email AS email, t1.os AS os
      FROM visitor AS t1
      WHERE t1.site_id = :v0
      AND t1.restricted_at IS NULL
      AND :v0 IN (
        SELECT granted1.site_id
        FROM granted1
      )
      AND (
        SELECT notices1.announced
        FROM notices1
        WHERE t1.created_at > notices1.posted_at OR notices1.binds_at <= :now
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
        AND opt_out. "key" = t1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out. "key" = t1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = t1.site_id
        AND visitor_alias.visitor_id = t1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out. "key" = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = t1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = :kind
          AND notice_use.purpose IN ('personalize.content', 'personalize')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'personalize.content') THEN '00' WHEN (consent.purpose = 'personalize') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('personalize.content.limited', 'personalize.content.profiled', 'personalize.content.profiling')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('personalize.content', 'personalize', 'personalize.content.limited', 'personalize.content.profiled', 'personalize.content.profiling')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
      ORDER BY t1.id ASC
      LIMIT 20
    ) AS p1
  ) AS m1
), l2 AS MATERIALIZED (
  SELECT m2.id AS id, m2.created_at AS created_at, m2.site_id AS site_id, m2.email AS email, m2.os AS os, m2.n AS n, coalesce(instr(m2.c0, ' personal_data ') > 0 OR instr(m2.c0, ' user ') > 0 OR instr(m2.c0, ' user.contact ') > 0 OR instr(m2.c0, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m2.c1, ' personal_data ') > 0 OR instr(m2.c1, ' user ') > 0 OR instr(m2.c1, ' user.contact ') > 0 OR instr(m2.c1, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m2.c2, ' personal_data ') > 0 OR instr(m2.c2, ' user ') > 0 OR instr(m2.c2, ' user.contact ') > 0 OR instr(m2.c2, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m2.c3, ' * ') > 0 OR instr(m2.c3, ' personal_data ') > 0 OR instr(m2.c3, ' user ') > 0 OR instr(m2.c3, ' user.contact ') > 0 OR instr(m2.c3, ' user.contact.email ') > 0, 0) = 1 AS h0, coalesce(instr(m2.c0, ' user ') > 0 OR instr(m2.c0, ' user.device ') > 0 OR instr(m2.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m2.c1, ' user ') > 0 OR instr(m2.c1, ' user.device ') > 0 OR instr(m2.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m2.c2, ' user ') > 0 OR instr(m2.c2, ' user.device ') > 0 OR instr(m2.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m2.c3, ' * ') > 0 OR instr(m2.c3, ' user ') > 0 OR instr(m2.c3, ' user.device ') > 0 OR instr(m2.c3, ' user_data ') > 0, 0) = 1 AS h1
  FROM (
    SELECT p2.id AS id, p2.created_at AS created_at, p2.site_id AS site_id, p2.email AS email, p2.os AS os, row_number() OVER () AS n, (
      SELECT group_concat(' ' || granted2.category || ' ', '') AS group_concat_5
      FROM granted2
      WHERE granted2.site_id = :v1
    ) AS c0, (
      SELECT notices2.announced
      FROM notices2
      WHERE p2.created_at > notices2.posted_at OR notices2.binds_at <= :now
      ORDER BY notices2.posted_at DESC, notices2.id DESC
      LIMIT 1
    ) AS c1, (
      SELECT notices2.announced
      FROM notices2
      ORDER BY notices2.posted_at DESC, notices2.id DESC
      LIMIT 1
    ) AS c2, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'personalize.content') THEN '00' WHEN (consent.purpose = 'personalize') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > :now)
        AND (:is_operator = 1 OR p2.site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = :organization
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > :now)
        AND (EXISTS (
          SELECT name_of.value
          FROM json_each(consent.recipients) AS name_of
          WHERE name_of.value = :kind
        ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('personalize.content.limited', 'personalize.content.profiled', 'personalize.content.profiling')
        AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
        FROM consent
        WHERE consent.site_id = p2.site_id
        AND consent.visitor_id = p2.id
        AND consent.purpose IN ('personalize.content', 'personalize', 'personalize.content.limited', 'personalize.content.profiled', 'personalize.content.profiling')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p2.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('personalize.content', 'personalize')
    ) AS c3
    FROM (
      SELECT t2.id AS id, t2.created_at AS created_at, t2.site_id AS site_id, t2.email AS email, t2.os AS os
      FROM visitor AS t2
      WHERE t2.site_id = :v1
      AND t2.restricted_at IS NULL
      AND :v1 IN (
        SELECT granted2.site_id
        FROM granted2
      )
      AND (
        SELECT notices2.announced
        FROM notices2
        WHERE t2.created_at > notices2.posted_at OR notices2.binds_at <= :now
        ORDER BY notices2.posted_at DESC, notices2.id DESC
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT notices2.announced
        FROM notices2
        ORDER BY notices2.posted_at DESC, notices2.id DESC
        LIMIT 1
      ) IS NOT NULL
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out. "key" = t2.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t2.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out. "key" = t2.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t2.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = t2.site_id
        AND visitor_alias.visitor_id = t2.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out. "key" = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t2.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = t2.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = :kind
          AND notice_use.purpose IN ('personalize.content', 'personalize')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_2
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'personalize.content') THEN '00' WHEN (consent.purpose = 'personalize') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t2.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('personalize.content.limited', 'personalize.content.profiled', 'personalize.content.profiling')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t2.site_id
          AND consent.visitor_id = t2.id
          AND consent.purpose IN ('personalize.content', 'personalize', 'personalize.content.limited', 'personalize.content.profiled', 'personalize.content.profiling')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
      ORDER BY t2.id ASC
      LIMIT 20
    ) AS p2
  ) AS m2
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM visitor AS t3
  WHERE t3.id = :v2
  AND t3.site_id = (
    SELECT found.site_id
    FROM visitor AS found
    WHERE found.id = :v2
    LIMIT 1
  )
  AND t3.site_id = :v3
  AND t3.restricted_at IS NULL
  AND :v3 IN (
    SELECT granted3.site_id
    FROM granted3
  )
  AND (
    SELECT notices3.announced
    FROM notices3
    WHERE t3.created_at > notices3.posted_at OR notices3.binds_at <= :now
    ORDER BY notices3.posted_at DESC, notices3.id DESC
    LIMIT 1
  ) IS NOT NULL
  AND (
    SELECT notices3.announced
    FROM notices3
    ORDER BY notices3.posted_at DESC, notices3.id DESC
    LIMIT 1
  ) IS NOT NULL
  AND NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out. "key" = t3.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t3.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out. "key" = t3.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t3.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t3.site_id
    AND visitor_alias.visitor_id = t3.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out. "key" = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t3.site_id)
  )))
  AND (
    SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
      SELECT 1
      FROM notice_use
      WHERE notice_use.site_id = t3.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('personalize.content', 'personalize')
      LIMIT 1
    ) END) = 1
    AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_3
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'personalize.content') THEN '00' WHEN (consent.purpose = 'personalize') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t3.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('personalize.content.limited', 'personalize.content.profiled', 'personalize.content.profiling')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t3.site_id
      AND consent.visitor_id = t3.id
      AND consent.purpose IN ('personalize.content', 'personalize', 'personalize.content.limited', 'personalize.content.profiled', 'personalize.content.profiling')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes
  )
  LIMIT 1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'email', CASE WHEN l1.h0 THEN l1.email ELSE NULL END, 'os', CASE WHEN l1.h1 THEN l1.os ELSE NULL END)) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_4
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l2.id, 'email', CASE WHEN l2.h0 THEN l2.email ELSE NULL END, 'os', CASE WHEN l2.h1 THEN l2.os ELSE NULL END)) AS json_group_array_2
  FROM l2
)) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_5
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l2.id, 5) AS id, CASE WHEN l2.h0 THEN CASE WHEN (l2.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l2.h1 THEN CASE WHEN (l2.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS signature
      FROM l2
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l3.id) AS json_object_1
  FROM l3
) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l3.id, 5) || '"]' || ']' AS anon_6
  FROM l3
), '[]') END AS facts2
FROM guard
