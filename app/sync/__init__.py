"""Exchange with other workstations: bundles, trust and enrolment."""
