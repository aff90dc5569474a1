import { personalFields } from './personal-fields.js';

describe('personal fields', () => {
  it('are those that can hold what a worker said, wrote or is called', () => {
    expect([...personalFields('PostedOnline')].sort()).toEqual(['note', 'pseudonym', 'reportSays', 'url']);
    expect([...personalFields('Deflected')].sort()).toEqual(['note', 'quote']);
    expect([...personalFields('EvidenceAttached')].sort()).toEqual(['note', 'text', 'uri']);
    expect(personalFields('NoteAdded')).toEqual(['note']);
    expect([...personalFields('ArbitrationFiled')].sort()).toEqual(['claim', 'note']);
    expect(personalFields('StepRetracted')).toEqual(['why']);
  });

  it('of a correction include those of what it puts in place', () => {
    expect([...personalFields('StepCorrected')].sort()).toEqual([
      'content.claim',
      'content.note',
      'content.pseudonym',
      'content.quote',
      'content.reportSays',
      'content.text',
      'content.uri',
      'content.url',
      'why',
    ]);
  });
});
