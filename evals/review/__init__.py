"""Cases and answers looked at by people: edited safely, judged by two, signed for."""
