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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.created_at AS created_at, m1.last_seen_at AS last_seen_at, m1.os AS os, m1.n AS n, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.behavior ') > 0 OR instr(m1.c0, ' user.behavior.browsing_history ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.behavior ') > 0 OR instr(m1.c1, ' user.behavior.browsing_history ') > 0, 0) = 1 AS h0, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.device ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1 AS h1
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.created_at AS created_at, p1.last_seen_at AS last_seen_at, p1.os AS os, row_number() OVER () AS n, (
      SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_1
      FROM notice_use
      WHERE notice_use.site_id = p1.site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.site_id
        AND notice.posted_at <= :now
        AND (notice.posted_at < p1.created_at OR notice.binds_at <= :now)
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c0, (
      SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_2
      FROM notice_use
      WHERE notice_use.site_id = p1.site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.site_id
        AND notice.posted_at <= :now
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c1
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, t1.created_at AS created_at, t1.last_seen_at AS last_seen_at, t1.os AS os
      FROM visitor AS t1
      WHERE (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
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
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      ORDER BY t1.id ASC
      LIMIT 20
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visitor AS t1
  WHERE (
    SELECT 1
    FROM notice_use
    WHERE notice_use.site_id = t1.site_id
    AND notice_use.notice_id = (
      SELECT notice.id
      FROM notice
      WHERE notice.site_id = t1.site_id
      AND notice.posted_at <= :now
      AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
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
    WHERE notice_use.site_id = t1.site_id
    AND notice_use.notice_id = (
      SELECT notice.id
      FROM notice
      WHERE notice.site_id = t1.site_id
      AND notice.posted_at <= :now
      ORDER BY notice.posted_at DESC, notice.id DESC
      LIMIT 1
    )
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    LIMIT 1
  ) IS NOT NULL
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'lastSeenAt', CASE WHEN l1.h0 THEN l1.last_seen_at ELSE NULL END, 'os', CASE WHEN l1.h1 THEN l1.os ELSE NULL END)) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.last_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
