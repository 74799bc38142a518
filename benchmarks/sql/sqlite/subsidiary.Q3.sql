select json_object('id', s.id, 'domain', s.domain, 'name', s.name)
from site s
where s.id = :id and {granted} is not null
