select row_to_json(z)::text
from (
  select s.id, s.domain, s.name
  from site s
  where s.id = :id and cardinality({granted}) > 0
) z
