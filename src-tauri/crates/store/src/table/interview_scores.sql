SELECT
    mine.communication, mine.motivation, mine.skills,
    mine.language_vocabulary_and_expression, mine.language_grammar_and_structure,
    mine.language_fluency_and_pace, mine.language_comprehension,
    max(CASE told.kind WHEN 'communication' THEN told.total * 1.0 / told.n END),
    max(CASE told.kind WHEN 'motivation' THEN told.total * 1.0 / told.n END),
    max(CASE told.kind WHEN 'skills' THEN told.total * 1.0 / told.n END),
    max(CASE told.kind WHEN 'language_vocabulary_and_expression' THEN told.total * 1.0 / told.n END),
    max(CASE told.kind WHEN 'language_grammar_and_structure' THEN told.total * 1.0 / told.n END),
    max(CASE told.kind WHEN 'language_fluency_and_pace' THEN told.total * 1.0 / told.n END),
    max(CASE told.kind WHEN 'language_comprehension' THEN told.total * 1.0 / told.n END)
FROM interview AS mine
LEFT JOIN interview_sum AS told
    ON told.flow_id = mine.flow_id AND told.status = 'completed' AND told.n > 0
WHERE mine.num = ?
GROUP BY mine.num
