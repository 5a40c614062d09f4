-- To whom the interviews of a batch are assigned; the member's id, as Ribbon takes it.
ALTER TABLE invite_batch ADD COLUMN recruiter_id TEXT;
