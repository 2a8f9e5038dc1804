/** Paragraphs of 45 CFR that drift may touch, in words. */
export const paragraphs = {
  "164.308(a)(1)(ii)(D)": "review of what systems record",
  "164.308(a)(3)(i)": "access only for those who need it",
  "164.308(a)(4)(ii)(B)": "access authorization",
  "164.308(a)(5)(ii)(A)": "security updates",
  "164.308(a)(5)(ii)(B)": "protection from malicious software",
  "164.308(a)(5)(ii)(D)": "password management",
  "164.308(a)(6)(ii)": "response to incidents",
  "164.308(a)(7)(i)": "contingency plan",
  "164.308(a)(7)(ii)(A)": "data backup",
  "164.308(a)(7)(ii)(B)": "disaster recovery",
  "164.310(d)(2)(iii)": "accountability for what holds health data",
  "164.312(a)(1)": "access control",
  "164.312(a)(2)(i)": "unique user identification",
  "164.312(a)(2)(iii)": "automatic log-off",
  "164.312(a)(2)(iv)": "encryption at rest",
  "164.312(b)": "audit controls",
  "164.312(c)(1)": "integrity",
  "164.312(c)(2)": "proof that nothing was altered",
  "164.312(d)": "authentication",
  "164.312(e)(1)": "transmission security",
  "164.312(e)(2)(ii)": "encryption in transit",
  "164.316(b)(2)(i)": "six years of documentation",
} as const;

export type Paragraph = keyof typeof paragraphs;
